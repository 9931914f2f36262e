import type { CallEndReason, TimelineEvent, TimelineKind } from '@orbisvoice/contracts';
import { END_REASONS } from './call-words.js';

type Data = TimelineEvent['data'];
interface Words {
  text: string;
  /** Small facts that stand below. */
  note?: string | undefined;
}

const ms = (value: Data[string] | undefined): string | undefined =>
  typeof value !== 'number' ? undefined : value < 1_000 ? `${value} ms` : `${(value / 1_000).toFixed(1)} s`;
const joined = (...parts: (Data[string] | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== null && part !== '').join(' · ');
const healthLost = (cost: Data[string] | undefined): string | undefined =>
  typeof cost === 'number' ? `health −${cost}` : undefined;
const plain = (text: string) => (): Words => ({ text });
const failure =
  (text: string) =>
  ({ failure, detail, cost }: Data): Words => ({
    text,
    note: joined(spaced(failure), detail, healthLost(cost)),
  });
const trouble =
  (text: string) =>
  ({ action, cost }: Data): Words => ({
    text,
    note: joined(ACTIONS[String(action)] ?? spaced(action), healthLost(cost)),
  });
/** `cut-turn` → "cut turn". */
const spaced = (code: Data[string] | undefined): string => String(code ?? '').replace(/[._-]+/g, ' ');

/** What the gateway did about a silent failure. */
const ACTIONS: Readonly<Record<string, string>> = {
  nudge: 'asked the model again',
  resume: 'resumed on a new connection',
  fresh: 'began anew with what had been said',
  'give-up': 'apologised to the caller',
  'close-turn': 'went on without waiting',
};

/** Measurements are shown as figures of their turn, and not told. */
const WORDS: Readonly<
  Record<Exclude<TimelineKind, 'turn.latency' | 'turn.first-sound' | 'turn.usage'>, (data: Data) => Words>
> = {
  'provider.connected': ({ connection, resumed }) => ({
    text: connection === 1 ? 'Connected to the model' : 'Changed to a new connection to the model',
    note: resumed ? 'the conversation went on' : undefined,
  }),
  'provider.go-away': ({ timeLeftMs }) => ({
    text: 'The model announced the end of its connection',
    note: typeof timeLeftMs === 'number' ? `${ms(timeLeftMs)} before it` : undefined,
  }),
  'provider.open-failed': failure('The model could not be reached'),
  'provider.lost': failure('The connection to the model broke'),
  'provider.given-up': failure('The model was given up'),
  'provider.parked': plain('The model rests until the caller is back'),
  'client.gone': ({ cause }) => ({ text: 'The caller’s connection ended', note: spaced(cause) }),
  'client.underrun': ({ times }) => ({
    text: 'The agent’s voice broke off for a moment',
    note: typeof times === 'number' && times > 1 ? `${times} times` : undefined,
  }),
  'client.returned': ({ here }) => ({
    text: 'The caller came back',
    note: here ? undefined : 'to another gateway',
  }),
  'client.too-slow': ({ lagMs }) => ({
    text: 'The caller’s line was too slow',
    note: typeof lagMs === 'number' ? `${ms(lagMs)} behind` : undefined,
  }),
  'tool.called': ({ name, kind }) => ({ text: `Tool ${String(name)} called`, note: spaced(kind) }),
  'tool.slow': ({ name, spoken }) => ({
    text: `Tool ${String(name)} takes long`,
    note: spoken ? 'the agent says so' : undefined,
  }),
  'tool.filler': plain('The caller is told that it takes a moment'),
  'tool.finished': ({ name, ok, ms: took, outcome }) => ({
    text: `Tool ${String(name)} ${ok ? 'answered' : 'failed'}`,
    note: joined(ms(took), ok ? undefined : spaced(outcome)),
  }),
  'turn.interrupted': ({ heardMs }) => ({
    text: 'Caller interrupts the agent',
    note: typeof heardMs === 'number' ? `after ${ms(heardMs)}` : undefined,
  }),
  'provider.interrupted-nothing': plain('Caller interrupts before the agent can be heard'),
  'turn.no-reply': plain('The model had nothing to answer'),
  'turn.left-unanswered': plain('The model chose to stay silent'),
  'silence.asked': plain('The agent asked into the silence'),
  'call.goodbye': plain('The agent said goodbye'),
  'call.goodbye-withdrawn': plain('The caller went on after the goodbye'),
  'call.farewell': ({ reason }) => ({ text: 'The agent takes its leave', note: endReason(reason) }),
  'call.budget-spent': plain('The spending limit of the day was reached'),
  'call.handed-over': plain('The call moved to another gateway'),
  'call.ended': ({ reason, code }) => ({ text: 'Call ended', note: joined(endReason(reason), code) }),
  'guard.no-answer': trouble('The model did not answer'),
  'guard.half-dead': trouble('The model went dead'),
  'guard.forgotten': trouble('The model had forgotten the conversation'),
  'guard.empty-turn': trouble('The model answered without sound'),
  'guard.cut-turn': trouble('The answer broke off'),
  'guard.phantom-interrupted': trouble('The model thought it was interrupted'),
  'guard.stall': trouble('The answer stopped halfway'),
  'guard.quiet-audio': trouble('The answer was silent'),
  'guard.turn-unfinished': trouble('The answer never ended'),
  'guard.recovered': ({ afterMs }) => ({
    text: 'The agent can be heard again',
    note: typeof afterMs === 'number' ? `after ${ms(afterMs)}` : undefined,
  }),
};

function endReason(reason: Data[string] | undefined): string {
  const known: Readonly<Record<string, string>> = END_REASONS satisfies Record<CallEndReason, string>;
  return known[String(reason)] ?? spaced(reason);
}

/** What happened, for people; an event that this page does not know is told in its own terms. */
export function wordsOf({ kind, data }: Pick<TimelineEvent, 'kind' | 'data'>): Words {
  const words = Object.hasOwn(WORDS, kind) ? WORDS[kind as keyof typeof WORDS] : undefined;
  if (words) return words(data);
  const text = spaced(kind);
  const facts = Object.entries(data).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  return { text: text.charAt(0).toUpperCase() + text.slice(1), note: facts.join(' · ') };
}
