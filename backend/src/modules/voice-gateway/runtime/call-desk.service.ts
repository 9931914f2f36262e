import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { HelloMessage } from '@orbisvoice/contracts';
import { newId, randomToken } from '../../../platform/crypto/index.js';
import { CallsFacade, LEASE_MS } from '../../calls/index.js';
import { VoiceProvider } from '../providers/voice-provider.port.js';
import { CallRecorder, type OwnedCall, type RecorderReport } from '../recording/call-recorder.js';
import type { CallFacts } from '../session/input.js';
import { WAIT_MS } from '../session/limits.js';
import { CallAdmission, type Admitted, type Identified } from '../tickets/call-admission.service.js';
import { LiveCalls } from './live-calls.js';

/** A call that this process has taken, with everything that has to be given back. */
export interface TakenCall {
  readonly facts: CallFacts;
  readonly who: Identified;
  readonly owned: OwnedCall;
  /** Gives back the place among the live calls. */
  release(): void;
}

/** Everything about a call that is kept outside of its session: admission, ownership, the record. */
@Injectable()
export class CallDesk {
  /** Names this process as the owner of its calls. */
  private readonly owner = `gateway-${newId()}`;

  constructor(
    private readonly admission: CallAdmission,
    private readonly liveCalls: LiveCalls,
    private readonly calls: CallsFacade,
    private readonly provider: VoiceProvider,
    private readonly config: AppConfig,
  ) {}

  /** @throws AppError with a code that has a close code. */
  async admit(hello: HelloMessage, origin: string | undefined): Promise<TakenCall> {
    const who = await this.admission.identify(hello, origin);
    const release = this.liveCalls.reserve(who.tenantId);
    try {
      const admitted = await this.admission.claim(who, hello, this.owner);
      const { callId, epoch } = admitted;
      return {
        facts: this.facts(who, admitted),
        who,
        owned: { tenantId: who.tenantId, callId, epoch },
        release,
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  recorder(owned: OwnedCall, report: (report: RecorderReport) => void): CallRecorder {
    return new CallRecorder(this.calls, owned, report);
  }

  /** Keeps the call ours until stopped; `lost` is called where somebody else has taken it. */
  holdLease(owned: OwnedCall, lost: () => void): { stop(): void } {
    const { tenantId, callId, epoch } = owned;
    const renew = () =>
      this.calls.renewLease(tenantId, callId, this.owner, epoch).then(
        (ours) => {
          if (!ours) lost();
        },
        // The database is away: the lease may run out, and then the epoch keeps our late writes from doing harm.
        () => undefined,
      );
    const timer = setInterval(() => void renew(), LEASE_MS / 3);
    return { stop: () => clearInterval(timer) };
  }

  private facts(who: Identified, admitted: Admitted): CallFacts {
    const { agent, words } = who;
    const { inputSampleRate, outputSampleRate } = this.provider.capabilities;
    return {
      callId: admitted.callId,
      agent: { id: agent.id, name: agent.name, language: agent.language, voiceId: agent.voiceId },
      firstMessage: words.firstMessage,
      consent: admitted.consent,
      idleMs: agent.idleTimeoutSeconds * 1_000,
      maxDurationMs: agent.maxDurationSeconds * 1_000,
      answerMs: this.config.liveEngine ? WAIT_MS.answerOfDemo : WAIT_MS.answer,
      clientTools: [],
      resumeSecret: randomToken(),
      demo: this.config.liveEngine,
      audio: { inputSampleRate, outputSampleRate },
    };
  }
}
