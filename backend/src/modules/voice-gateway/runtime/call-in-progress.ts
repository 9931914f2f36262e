import type { VoiceSessionSpec } from '../providers/voice-provider.port.js';
import type { CallRecorder, RecorderReport } from '../recording/call-recorder.js';
import type { Effect } from '../session/effect.js';
import type { SpokenTurn } from '../session/turn.js';
import type { TakenCall } from './call-desk.service.js';
import type { SessionParts } from './session-parts.js';

type RecordEffect = Extract<
  Effect,
  { type: 'record-turn' | 'record-event' | 'finalise' | 'abandon-recording' }
>;

/** What a session has once its call is admitted: the record, the lease, a place among the live calls. */
export class CallInProgress {
  private readonly recorder: CallRecorder;
  readonly recorded: Promise<void>;

  constructor(
    private readonly taken: TakenCall,
    parts: Pick<SessionParts, 'desk'>,
    listener: { reported(report: RecorderReport): void; leaseLost(): void },
  ) {
    this.recorder = parts.desk.recorder(taken.owned, listener.reported);
    const lease = parts.desk.holdLease(taken.owned, listener.leaseLost);
    // Ours until the last word is written, also where the client has long been let go.
    this.recorded = this.recorder.done.then(() => lease.stop());
  }

  spec(handle: string | undefined, history: readonly SpokenTurn[]): VoiceSessionSpec {
    const { agent, words } = this.taken.who;
    return {
      systemInstruction: words.systemPrompt,
      voiceId: agent.voiceId,
      language: agent.language,
      tools: [],
      handle,
      history,
    };
  }

  record(effect: RecordEffect): void {
    switch (effect.type) {
      case 'record-turn': {
        const { spoken, latency } = effect;
        const times = { startedAt: new Date(spoken.startedAt), endedAt: new Date(spoken.endedAt) };
        const figures = latency && {
          latency: { voiceToVoiceMs: latency.voiceToVoiceMs, gatewayMs: latency.gatewayMs },
        };
        return this.recorder.turn({ ...spoken, ...times, ...figures });
      }
      case 'record-event': {
        const { kind, turn, data } = effect;
        return this.recorder.event({ at: new Date(effect.at), kind, turn, data });
      }
      case 'finalise':
        return this.recorder.finalise({ reason: effect.reason, endedAt: new Date(effect.at) });
      case 'abandon-recording':
        return this.recorder.abandon();
    }
  }

  /** The client left while the call was being taken. */
  neverBegan(at: number): void {
    this.recorder.finalise({ reason: 'client_lost', endedAt: new Date(at) });
    this.leave();
  }

  /** The session is over; the record may still be on its way. */
  leave(): void {
    this.taken.release();
  }
}
