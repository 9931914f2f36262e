import type { CallEndReason } from '@orbisvoice/contracts';
import type { VoiceSessionSpec, VoiceUsage } from '../providers/voice-provider.port.js';
import type { CallRecorder, OwnedCall, RecorderReport } from '../recording/call-recorder.js';
import type { Effect } from '../session/effect.js';
import type { TurnLatency } from '../session/turn.js';
import type { ToolSettled } from '../session/input.js';
import { apologyClip, type ApologyClip } from './apology-clip.js';
import type { TakenCall } from './call-desk.service.js';
import { CallMeter } from './call-meter.js';
import type { CallTrace } from './call-trace.js';
import type { CallWatchListener } from './call-watch.service.js';
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
  private readonly watch: { stop(): void };
  private warm: TakenCall['warm'];
  readonly recorded: Promise<void>;
  readonly tools: ToolRunner;

  constructor(
    private readonly taken: TakenCall,
    private readonly parts: Pick<SessionParts, 'desk' | 'logger' | 'provider'>,
    listener: CallWatchListener & {
      reported(report: RecorderReport): void;
      leaseLost(): void;
      toolSettled(occasion: string, outcome: ToolSettled): void;
    },
  ) {
    this.recorder = parts.desk.recorder(taken, listener.reported);
    this.warm = taken.warm;
    this.watch = parts.desk.watch(taken, listener);
    this.meter = new CallMeter(parts.provider.capabilities.model, taken.facts.demo);
    const lease = parts.desk.holdLease(taken.owned, listener.leaseLost);
    // Ours until the last word is written, also where the client has long been let go.
    this.recorded = this.recorder.done.then(() => {
      lease.stop();
      return this.tools.idle();
    });
    this.tools = parts.desk.toolRunner(taken, listener.toolSettled, parts.logger);
  }

  spec({ handle, history, withinMs }: Extract<Effect, { type: 'open-provider' }>): VoiceSessionSpec {
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

  apology(): ApologyClip | undefined {
    return apologyClip(this.taken.who.agent.language);
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
        return this.handOver(effect.handle);
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
  notGoneOn(handle: string | undefined): void {
    this.handOver(handle);
    this.leave();
  }

  private finalise(reason: CallEndReason, at: number): void {
    this.recorder.finalise({ reason, endedAt: new Date(at), trace: this.trace?.traceparent });
  }

  private handOver(handle: string | undefined): void {
    this.recorder.release(() => this.parts.desk.leave(this.taken, handle));
  }

  /** The session is over; the record may still be on its way. */
  leave(): void {
    this.watch.stop();
    this.warm?.drop();
    this.trace?.end();
    this.taken.release();
  }
}

function figuresOf({ turn: _turn, ...figures }: TurnLatency): Omit<TurnLatency, 'turn'> {
  return figures;
}
