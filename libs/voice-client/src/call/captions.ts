import type { ServerMessageOf } from '@orbisvoice/contracts';
import type { Caption } from './call-state.js';

const rank = (caption: Pick<Caption, 'turn' | 'role'>): number =>
  caption.turn * 2 + (caption.role === 'agent' ? 1 : 0);

/**
 * Puts a transcript message in its place. The recogniser may finish the visitor's words after the answer has begun, so
 * the place follows from turn and role, not from arrival.
 */
export function withTranscript(
  captions: readonly Caption[],
  { turn, role, text, final }: ServerMessageOf<'transcript'>,
): readonly Caption[] {
  const before = captions.filter((caption) => rank(caption) < rank({ turn, role }));
  const same = captions.find((caption) => caption.turn === turn && caption.role === role);
  const after = captions.filter((caption) => rank(caption) > rank({ turn, role }));
  if (text.trim() === '' && !same) return captions;
  return [...before, { turn, role, text, final, interrupted: same?.interrupted ?? false }, ...after];
}

export const withInterruption = (captions: readonly Caption[], turn: number): readonly Caption[] =>
  captions.map((caption) =>
    caption.turn === turn && caption.role === 'agent' ? { ...caption, interrupted: true } : caption,
  );
