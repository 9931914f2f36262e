import type { InputOf } from './input.js';
import { reminderOf } from './link.js';
import type { Recall } from './provider-session.js';
import type { Call, CallState } from './state.js';
import type { Emit } from './timers.js';

/** Of the reminder that a resumed session is given, see `openNext`. */
const CHARS_PER_TOKEN = 4;
/** Less than this, four seconds of talk, is nothing that a visitor would miss. */
const WORTH_KNOWING = 100;
/** Compression may halve what is known at any time; what keeps less than this part of the talk has lost it. */
const KEPT_AT_LEAST = 0.25;
const COST = 10;

/** The model's report of one answer. */
export function answered(call: CallState, input: InputOf<'provider.usage'>, emit: Emit): CallState {
  const { link, recall } = call;
  if (link.phase !== 'open' || input.read === 0) return call;
  const known = input.read + input.said;
  switch (link.memory) {
    case 'new':
      return {
        ...call,
        recall: { atFirst: input.read, known },
        link: { ...link, memory: 'sound' },
      };
    case 'unproven':
      if (recall && hasForgotten(recall, input.read - remindedTokens(call)))
        return forgotten(call, recall, input, emit);
      return {
        ...call,
        recall: { atFirst: recall?.atFirst ?? input.read, known },
        link: { ...link, memory: 'sound' },
      };
    case 'sound':
      return recall ? { ...call, recall: { ...recall, known } } : call;
    case 'lost':
      return call;
  }
}

function hasForgotten({ atFirst, known }: Recall, read: number): boolean {
  const talk = known - atFirst;
  return talk >= WORTH_KNOWING && read - atFirst < talk * KEPT_AT_LEAST;
}

const remindedTokens = ({ history }: CallState): number =>
  reminderOf(history).reduce((sum, { text }) => sum + text.length / CHARS_PER_TOKEN, 0);

/** At the next pause a fresh session takes its place, which is told what was said. */
function forgotten(
  call: CallState,
  { known }: Recall,
  { at, read }: InputOf<'provider.usage'>,
  emit: Emit,
): CallState {
  if (call.link.phase !== 'open') return call;
  const data = { action: 'fresh', cost: COST, knownTokens: known, readTokens: read };
  const turn = call.exchange?.turn ?? null;
  emit({ type: 'record-event', at, kind: 'guard.forgotten', turn, data });
  return { ...call, link: { ...call.link, handle: undefined, memory: 'lost', leaveSoon: true } };
}

/** The newest handle is the one to resume by, unless the session is not worth resuming. */
export function noteHandle<C extends Call>(call: C, handle: string): C {
  const { link } = call;
  if (link.phase !== 'open' && link.phase !== 'leaving') return call;
  return link.memory === 'lost' ? call : { ...call, link: { ...link, handle } };
}
