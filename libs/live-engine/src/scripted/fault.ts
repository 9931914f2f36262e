import { z } from 'zod';

/** When a fault strikes. `mid-audio` is after so many audio chunks of the connection. */
const moment = z.union([
  z.strictObject({ afterMs: z.number().nonnegative() }),
  z.strictObject({ afterChunks: z.number().int().positive() }),
  z.enum(['setup', 'tool-call', 'tool-response']),
]);
export type Moment = z.infer<typeof moment>;

const common = {
  /** Strikes only the first so many connections of the engine's life; later ones are healthy. */
  connections: z.number().int().positive().optional(),
};

/** Faults that the real service has been seen to have, as data. */
export const Fault = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('refuse-upgrade'), status: z.number().int().default(403), ...common }),
  z.strictObject({ type: z.literal('no-setup-answer'), ...common }),
  z.strictObject({
    type: z.literal('close'),
    at: moment,
    code: z.number().int().min(1000).max(4999),
    reason: z.string().default(''),
    ...common,
  }),
  /** `goAway` now, and the end of the connection's life when the time that it tells has passed. */
  z.strictObject({ type: z.literal('go-away'), at: moment, timeLeftMs: z.number().nonnegative(), ...common }),
  /** A good handle is refused. `connections` counts those that come with one. */
  z.strictObject({
    type: z.literal('refuse-handle'),
    code: z.union([z.literal(1007), z.literal(1008), z.literal(1011)]).default(1008),
    reason: z.string().default('Session handle is invalid or has expired.'),
    ...common,
  }),
  /** A setup with a good handle is never answered. */
  z.strictObject({ type: z.literal('hang-on-handle'), ...common }),
  /** A good handle is taken, and the session behind it knows nothing of what was said. */
  z.strictObject({ type: z.literal('forget'), ...common }),
  /** The session counts as connected for so long after its socket has ended, and is not resumed meanwhile. */
  z.strictObject({ type: z.literal('held-open'), forMs: z.number().positive(), ...common }),
  /** A TCP reset: the peer sees 1006. */
  z.strictObject({ type: z.literal('reset'), at: moment, ...common }),
  z.strictObject({ type: z.literal('malformed-json'), at: moment, ...common }),
  /** Audio of the old turn after `interrupted`. */
  z.strictObject({
    type: z.literal('stale-audio'),
    chunks: z.number().int().positive().default(5),
    ...common,
  }),
  /** `interrupted` in one message with a chunk of audio. */
  z.strictObject({ type: z.literal('interrupted-with-audio'), ...common }),
  /** `interrupted` although nobody spoke, and no audio for the rest of the connection. */
  z.strictObject({
    type: z.literal('phantom-interrupted'),
    afterChunks: z.number().int().positive(),
    ...common,
  }),
  z.strictObject({ type: z.literal('silent-after-interrupted'), ...common }),
  /** `turnComplete` in the middle of a reply, after so many audio chunks of the connection. */
  z.strictObject({ type: z.literal('cut-turn'), afterChunks: z.number().int().positive(), ...common }),
  z.strictObject({ type: z.literal('no-turn-complete'), ...common }),
  /** `turnComplete` without any audio, for the model's turn of this number (from 1), or for all. */
  z.strictObject({ type: z.literal('empty-turn'), turn: z.number().int().positive().optional(), ...common }),
  /** The words of a turn come, and its audio does not; for the model's turn of this number (from 1), or for all. */
  z.strictObject({
    type: z.literal('words-without-audio'),
    turn: z.number().int().positive().optional(),
    ...common,
  }),
  z.strictObject({
    type: z.literal('input-transcripts'),
    mode: z.enum(['duplicated', 'late', 'missing']),
    ...common,
  }),
  z.strictObject({
    type: z.literal('stall'),
    everyChunks: z.number().int().positive(),
    ms: z.number().positive(),
    ...common,
  }),
  /** The server stops reading its socket. */
  z.strictObject({
    type: z.literal('slow-reader'),
    afterMs: z.number().nonnegative(),
    forMs: z.number().positive(),
    ...common,
  }),
  /** Unknown names in every message, and a message of an unknown kind before each turn's end. */
  z.strictObject({ type: z.literal('unknown-keys'), ...common }),
  /** The end of the microphone's stream does not end the user's turn; silence does. */
  z.strictObject({ type: z.literal('deaf-to-stream-end'), ...common }),
  z.strictObject({ type: z.literal('slow-pong'), ms: z.number().positive(), ...common }),
  /** A function whose answer says nothing is called again, so many times at most. */
  z.strictObject({
    type: z.literal('repeat-calls'),
    times: z.number().int().positive().default(5),
    ...common,
  }),
  /** Function calls that come twice, with the same ids. */
  z.strictObject({ type: z.literal('duplicate-calls'), ...common }),
  /** The model speaks on after each of its function calls, before it has an answer. */
  z.strictObject({
    type: z.literal('audio-after-call'),
    say: z.string().default(''),
    audioMs: z.number().positive(),
    ...common,
  }),
  /** Function calls are taken back so long after they were made, as an interruption does. */
  z.strictObject({ type: z.literal('cancel-calls'), afterMs: z.number().nonnegative(), ...common }),
  /**
   * Whatever the user says while a blocking call has no answer ends the session. `afterMs` is what may still have been on
   * its way when the call was made, in real time.
   */
  z.strictObject({
    type: z.literal('refuse-input-in-call'),
    afterMs: z.number().nonnegative().default(150),
    ...common,
  }),
  /** A function call of a reply that was just interrupted. */
  z.strictObject({
    type: z.literal('call-after-interrupted'),
    name: z.string().min(1),
    args: z.record(z.string(), z.unknown()).default({}),
    ...common,
  }),
  /** Audio of nearly no amplitude. */
  z.strictObject({
    type: z.literal('quiet-audio'),
    amplitude: z.number().min(0).max(32_767).default(2),
    ...common,
  }),
  /** Noise in the place of the voice, as loud as a voice. */
  z.strictObject({
    type: z.literal('noise-audio'),
    amplitude: z.number().min(0).max(32_767).default(6_000),
    ...common,
  }),
  /** One steady tone in the place of the voice, as loud as a voice. */
  z.strictObject({
    type: z.literal('tone-audio'),
    hertz: z.number().positive().max(8_000).default(440),
    amplitude: z.number().min(0).max(32_767).default(6_000),
    ...common,
  }),
]);
export type Fault = z.infer<typeof Fault>;
export type FaultType = Fault['type'];
export type FaultOf<T extends FaultType> = Extract<Fault, { type: T }>;

/** The faults that strike one connection. */
export class ActiveFaults {
  constructor(private readonly faults: readonly Fault[] = []) {}

  get<T extends FaultType>(type: T): FaultOf<T> | undefined {
    return this.faults.find((fault): fault is FaultOf<T> => fault.type === type);
  }

  all<T extends FaultType>(type: T): FaultOf<T>[] {
    return this.faults.filter((fault): fault is FaultOf<T> => fault.type === type);
  }
}

/** Where in the life of a connection a fault is met, and its `connections` counted. */
export type Stage = 'upgrade' | 'handle' | 'session';

const ON_HANDLE: ReadonlySet<FaultType> = new Set(['refuse-handle', 'hang-on-handle', 'forget']);

const stageOf = ({ type }: Fault): Stage =>
  type === 'refuse-upgrade' ? 'upgrade' : ON_HANDLE.has(type) ? 'handle' : 'session';

/** Counts over an engine's life which faults still strike. */
export class FaultLedger {
  private readonly struck = new WeakMap<Fault, number>();

  /** Faults among `faults` for one more connection that has come to this stage. */
  strike(faults: readonly Fault[], stage: Stage): ActiveFaults {
    const active = faults.filter((fault) => {
      if (stageOf(fault) !== stage) return false;
      const times = this.struck.get(fault) ?? 0;
      this.struck.set(fault, times + 1);
      return fault.connections === undefined || times < fault.connections;
    });
    return new ActiveFaults(active);
  }
}
