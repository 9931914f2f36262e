import type { CallEndReason } from '@orbisvoice/contracts';
import type { VoiceSessionSpec, VoiceUsage } from '../providers/voice-provider.port.js';
import type { CallRecorder, OwnedCall, RecorderReport } from '../recording/call-recorder.js';
import type { Effect } from '../session/effect.js';
import type { TurnLatency } from '../session/turn.js';
import type { ToolSettled, UntimedInput } from '../session/input.js';
import type { ProviderSessionLeft } from '../session/provider-session.js';
import { apologyClip } from './apology-clip.js';
import type { TakenCall } from './call-desk.service.js';
import { CallMeter } from './call-meter.js';
import type { CallTrace } from './call-trace.js';
import type { Clip } from './clip.js';
import { inputsOf } from './recorder-input.js';
import type { SessionParts } from './session-parts.js';
import type { ToolRunner } from './tool-runner.js';

type RecordEffect = Extract<
  Effect,
  { type: 'record-turn' | 'record-event' | 'finalise' | 'hand-over' | 'abandon-recording' }
>;

/** What a session has once its call is admitted: the record, the lease, a place among the live calls. */
export class CallInProgress {
  private readonly recorder: CallRecorder;
  private readonly meter: CallMeter;
  private readonly budget: { stop(): void };
  private readonly credential: { stop(): void };
  private warm: TakenCall['warm'];
  readonly recorded: Promise<void>;
  readonly tools: ToolRunner;

  constructor(
    private readonly taken: TakenCall,
    private readonly parts: Pick<SessionParts, 'desk' | 'logger' | 'metrics' | 'provider'>,
    /** The session, which has to know. */
    private readonly post: (input: UntimedInput) => void,
  ) {
    this.recorder = parts.desk.recorder(taken, (report) => this.reported(report));
    this.warm = taken.warm;
    const tell = (input: UntimedInput) => () => post(input);
    const lost = tell({ type: 'lease-lost' });
    this.budget = parts.desk.watchBudget(taken, tell({ type: 'budget-spent' }));
    this.credential = parts.desk.watchCredential(taken, (reason) =>
      post({ type: 'credential-gone', reason }),
    );
    this.meter = new CallMeter(parts.provider.capabilities.model, taken.facts.demo);
    const lease = parts.desk.holdLease(taken.owned, lost);
    // Ours until the last word is written, also where the client has long been let go.
    this.recorded = this.recorder.done.then(() => {
      lease.stop();
      return this.tools.idle();
    });
    const settled = (occasion: string, outcome: ToolSettled) =>
      post({ type: 'tool.settled', occasion, outcome });
    this.tools = parts.desk.toolRunner(taken, { settled, lost }, parts.logger);
  }

  spec({ handle, history, begun, withinMs }: Extract<Effect, { type: 'open-provider' }>): VoiceSessionSpec {
    const { agent, words } = this.taken.who;
    const warm = this.warm;
    this.warm = undefined;
    return {
      warm,
      systemInstruction: words.systemPrompt,
      voiceId: agent.voiceId,
      language: agent.language,
      tools: this.taken.declarations,
      patience: agent.patience,
      openWithinMs: withinMs,
      handle,
      history,
      begun,
    };
  }

  /** Tokens that the model says it has used. */
  used(
    connection: number,
    generation: number,
    usage: VoiceUsage,
    when: { turn: number | null; at: number },
  ): void {
    const data = this.meter.report(connection, generation, usage);
    if (data) this.recorder.event({ at: new Date(when.at), kind: 'turn.usage', turn: when.turn, data });
  }

  apology(): Clip | undefined {
    return apologyClip(this.taken.who.agent.language);
  }

  /** Told by an input where it succeeds. */
  async prepareFiller({ occasion, words }: Extract<Effect, { type: 'prepare-filler' }>): Promise<void> {
    const filler = await this.taken.fillers.get(this.taken.who.agent, words);
    if (!filler) return;
    const { text, durationMs } = filler;
    this.post({ type: 'filler.ready', occasion, text, durationMs });
  }

  filler(words: string): Clip | undefined {
    return this.taken.fillers.kept(this.taken.who.agent, words);
  }

  record(effect: RecordEffect): void {
    switch (effect.type) {
      case 'record-turn': {
        const { spoken, latency } = effect;
        this.tools.spoken(spoken);
        const times = { startedAt: new Date(spoken.startedAt), endedAt: new Date(spoken.endedAt) };
        return this.recorder.turn({ ...spoken, ...times, ...(latency && { latency: figuresOf(latency) }) });
      }
      case 'record-event': {
        const { kind, turn, data } = effect;
        return this.recorder.event({ at: new Date(effect.at), kind, turn, data });
      }
      case 'finalise':
        return this.finalise(effect.reason, effect.at);
      case 'hand-over':
        return this.handOver(effect);
      case 'abandon-recording':
        return this.recorder.abandon();
    }
  }

  get owned(): OwnedCall {
    return this.taken.owned;
  }

  get trace(): CallTrace | undefined {
    return this.taken.trace;
  }

  /** The client left while the call was being taken. */
  neverBegan(at: number): void {
    this.finalise('client_lost', at);
    this.leave();
  }

  /** The same for a call that was on before: its visitor may come back once more. */
  notGoneOn(session: ProviderSessionLeft): void {
    this.handOver(session);
    this.leave();
  }

  private reported(report: RecorderReport): void {
    const { logger, metrics } = this.parts;
    if (report.type === 'refused') logger.error('a call cannot be written', { err: report.error });
    if (report.type !== 'retrying') return inputsOf(report).forEach((input) => this.post(input));
    metrics.commitRetried();
    logger.warn('a call could not be written yet', { err: report.error });
  }

  private finalise(reason: CallEndReason, at: number): void {
    this.recorder.finalise({ reason, endedAt: new Date(at), trace: this.trace?.traceparent });
  }

  private handOver(session: ProviderSessionLeft): void {
    this.recorder.release(() => this.parts.desk.leave(this.taken, session));
  }

  /** The session is over; the record may still be on its way. */
  leave(): void {
    this.budget.stop();
    this.credential.stop();
    this.warm?.drop();
    this.trace?.end();
    this.taken.release();
  }
}

function figuresOf({ turn: _turn, ...figures }: TurnLatency): Omit<TurnLatency, 'turn'> {
  return figures;
}
