import { become } from './exchange.js';
import type { CallBefore } from './input.js';
import { HISTORY_TURNS } from './limits.js';
import { openNext } from './link.js';
import { replay, tellPresent } from './replay.js';
import type { CallState } from './state.js';
import type { Emit } from './timers.js';
import { welcome } from './welcome.js';

/**
 * Goes on with a call that another gateway held, from what is committed of it. What was not committed has not happened:
 * the visitor is told to drop it, and the model is asked again.
 */
export function beginAgain(call: CallState, before: CallBefore, emit: Emit): CallState {
  const { turns, request, resumeSecret, handle, recall, brokeOff } = before;
  const { playing } = request;
  const last = turns.at(-1);
  const facts = { ...call.facts, resumeSecret };
  emit({ type: 'send', message: { ...welcome(facts), resumed: true }, now: true });
  replay(turns, request.lastSeq, last?.seq ?? 0, emit);
  const lost = playing && !turns.some(({ turn, role }) => role === 'agent' && turn === playing.turn);
  if (lost)
    emit({ type: 'send', message: { type: 'interrupted', turn: playing.turn, heardMs: 0 }, now: true });
  const data = { lastSeq: request.lastSeq, here: false };
  emit({ type: 'record-event', at: call.lastActivityAt, kind: 'client.returned', turn: null, data });
  const unanswered = brokeOff || (last ? last.role === 'user' : facts.firstMessage !== '');
  const owed = brokeOff ? 'rest-of-reply' : 'answer';
  const restored: CallState = {
    ...call,
    name: 'listening',
    facts,
    recall,
    committedSeq: last?.seq ?? 0,
    nextSeq: (last?.seq ?? 0) + 1,
    nextTurn: Math.max(playing?.turn ?? 0, ...turns.map(({ turn }) => turn)) + 1,
    history: turns.filter(({ text }) => text !== '').slice(-HISTORY_TURNS),
    owed: unanswered ? owed : 'nothing',
  };
  for (const occasion of promisedBefore(restored, before)) emit({ type: 'await-tool', occasion });
  const going = openNext(restored, handle, emit);
  // Told below with all else, so not here as a change.
  const quiet: Emit = (effect) => (effect.type === 'send' ? undefined : emit(effect));
  const present = unanswered ? become(going, 'thinking', quiet) : going;
  tellPresent(present, emit);
  return present;
}

/** In the background, and no reply was begun and heard since: nobody asks for these again, and the visitor waits for them. */
function promisedBefore({ facts }: CallState, { begun, turns }: CallBefore): string[] {
  const heardSince = (endedAt: number) =>
    turns.some((turn) => turn.role === 'agent' && !turn.interrupted && turn.startedAt >= endedAt);
  return begun
    .filter(({ toolId }) =>
      facts.tools.some(({ id, kind, background }) => id === toolId && background && kind !== 'client'),
    )
    .filter(({ endedAt }) => endedAt === undefined || !heardSince(endedAt))
    .map(({ occasion }) => occasion);
}
