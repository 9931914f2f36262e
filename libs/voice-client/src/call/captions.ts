import type { ServerMessageOf } from '@orbisvoice/contracts';
import type { Caption } from './call-state.js';

const rank = ({ turn, role }: Caption): number => turn * 2 + (role === 'agent' ? 1 : 0);

/**
 * Puts a transcript message in its place. The recogniser may finish the visitor's words after the answer has begun, so
 * the place follows from turn and role, not from arrival.
 */
export function withTranscript(
  captions: readonly Caption[],
  { turn, role, text, final, seq, interrupted }: ServerMessageOf<'transcript'>,
): readonly Caption[] {
  const isSame = (caption: Caption): boolean => caption.turn === turn && caption.role === role;
  const same = captions.find(isSame);
  if (!text.trim() && !same) return captions;
  // Parts that waited behind audio while the connection was lost come after the whole, which was repeated at once.
  if (same?.seq !== undefined && !same.stale && seq === undefined) return captions;
  const caption = { turn, role, text, final, interrupted: interrupted ?? same?.interrupted ?? false, seq };
  return [...captions.filter((other) => !isSame(other)), caption].sort((a, b) => rank(a) - rank(b));
}

export const withInterruption = (captions: readonly Caption[], turn: number): readonly Caption[] =>
  captions.map((caption) =>
    caption.turn === turn && caption.role === 'agent' ? { ...caption, interrupted: true } : caption,
  );

export const withCommit = (captions: readonly Caption[], seq: number): readonly Caption[] =>
  captions.map((caption) => (caption.seq === seq ? { ...caption, committed: true } : caption));

/** Connected again: the server repeats what the record does not have for certain. */
export const withDoubt = (captions: readonly Caption[]): readonly Caption[] =>
  captions.map((caption) => (caption.committed ? caption : { ...caption, stale: true }));

/** All was repeated that there is to repeat. */
export const withoutStale = (captions: readonly Caption[]): readonly Caption[] =>
  captions.some(({ stale }) => stale) ? captions.filter(({ stale }) => !stale) : captions;
