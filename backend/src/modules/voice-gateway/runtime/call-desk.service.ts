import { Injectable } from '@nestjs/common';
import type { HelloMessage, ResumeRequest } from '@orbisvoice/contracts';
import { newId } from '../../../platform/crypto/index.js';
import type { Logger } from '../../../platform/logging/index.js';
import { AppError } from '../../../platform/http/index.js';
import { CredentialWatch } from '../../auth/index.js';
import { CallsFacade, type WriteOutcome } from '../../calls/index.js';
import type { WarmConnection } from '../providers/voice-provider.port.js';
import { CallRecorder, type OwnedCall, type RecorderReport } from '../recording/call-recorder.js';
import { CREDENTIAL_GONE } from '../session/ending.js';
import type { CallBefore, CredentialEnd } from '../session/input.js';
import type { ProviderSessionLeft } from '../session/provider-session.js';
import { CallAdmission, type CallParty } from '../tickets/call-admission.service.js';
import type { LeftBehind } from '../tickets/resume-tickets.js';
import { CallReturns, type CallAgain } from './call-returns.service.js';
import { CallTermsOf, type CallTerms } from './call-terms.service.js';
import type { CallTrace } from './call-trace.js';
import { LeaseKeeper } from './lease-keeper.js';
import { LiveCalls } from './live-calls.js';
import type { ToolListener, ToolRunner } from './tool-runner.js';

/** A call goes on for so long at most before it is noticed that its agent may cost no more. */
const BUDGET_MS = 10_000;

/** What a client that is being admitted waits for. */
export type AdmissionStep = 'credentials' | 'tools' | 'place' | 'former call';

/** A call that this process has taken, with everything that has to be given back. */
export interface TakenCall extends CallTerms {
  readonly who: CallParty;
  readonly owned: OwnedCall;
  /** What another gateway has to know to go on with it. */
  readonly kept: LeftBehind;
  /** Of a call that is gone on with: the last event that is written. */
  readonly lastEventSeq: number;
  /** Of such a call, what is known of it. */
  readonly before?: CallBefore;
  /** Undefined where nothing is traced. */
  readonly trace: CallTrace | undefined;
  /** For the first connection to the model. */
  readonly warm?: WarmConnection | undefined;
  /** Gives back the place among the live calls. */
  release(): void;
}

/** Everything about a call that is kept outside of its session: admission, ownership, the record. */
@Injectable()
export class CallDesk {
  /** Names this process as the owner of its calls. */
  private readonly owner = `gateway-${newId()}`;
  private readonly leases: LeaseKeeper;

  constructor(
    private readonly admission: CallAdmission,
    private readonly liveCalls: LiveCalls,
    private readonly calls: CallsFacade,
    private readonly terms: CallTermsOf,
    private readonly returns: CallReturns,
    private readonly credentials: CredentialWatch,
  ) {
    this.leases = new LeaseKeeper(calls, this.owner);
  }

  /** @throws AppError with a code that has a close code. */
  async admit(
    hello: HelloMessage,
    origin: string | undefined,
    began: (step: AdmissionStep) => void,
  ): Promise<TakenCall> {
    began('credentials');
    const who = await this.admission.identify(hello, origin);
    const release = this.liveCalls.reserve();
    // The agent may be called: the way to the model opens while the call is taken.
    const warm = this.terms.warm();
    try {
      began('tools');
      const tools = await this.terms.toolsOf(who);
      began('place');
      const { variables = {}, echoCancellation } = hello;
      const kept = { variables, echoCancellation, trace: who.trace, credential: who.credential };
      const { secret: resumeSecret, resumption } = this.returns.kit(who.tenantId, who.callId, kept);
      const admitted = await this.admission.claim(who, hello, this.owner, resumption);
      const { callId, epoch } = admitted;
      const owned = { tenantId: who.tenantId, callId, epoch };
      const terms = this.terms.of(who, { ...admitted, resumeSecret, tools, kept });
      const trace = this.terms.traceOf(who, owned, kept);
      return { ...terms, who, owned, kept, trace, lastEventSeq: 0, warm, release };
    } catch (error) {
      warm?.drop();
      release();
      throw error;
    }
  }

  /**
   * The call is ours from now on, whoever held it; `heldEpoch` where that was a session of this process.
   * @throws AppError with a code that has a close code.
   */
  comeBack(
    request: ResumeRequest,
    origin: string | undefined,
    heldEpoch: number | undefined,
  ): Promise<CallAgain> {
    return this.returns.take(request, { owner: this.owner, heldEpoch, origin });
  }

  /** Goes on with a call that no session of this process has. Where it cannot, somebody else may. */
  async goOn(again: CallAgain): Promise<TakenCall> {
    const { owned, left, lastEventSeq } = again;
    let release: (() => void) | undefined;
    try {
      release = this.liveCalls.reserve();
      if (left.credential && !(await this.credentials.stands(owned.tenantId, left.credential)))
        throw new AppError('unauthenticated', { message: CREDENTIAL_GONE });
      const { who, consent } = await this.returns.identify(again);
      const tools = await this.terms.toolsOf(who);
      const before = { ...again.before, begun: await this.terms.begunBefore(owned) };
      const { resumeSecret } = before;
      const terms = this.terms.of(who, { callId: owned.callId, consent, resumeSecret, tools, kept: left });
      const trace = this.terms.traceOf(who, owned, left);
      return { ...terms, who, owned, kept: left, trace, lastEventSeq, before, release };
    } catch (error) {
      release?.();
      await this.returns.release(owned, left);
      throw error;
    }
  }

  /** Leaves a call to the gateway that its visitor comes to next. */
  leave({ owned, kept }: TakenCall, session: ProviderSessionLeft): Promise<WriteOutcome> {
    return this.returns.release(owned, { ...kept, ...session });
  }

  proven(owned: OwnedCall, secret: string): Promise<void> {
    return this.returns.proven(owned, secret);
  }

  recorder(taken: TakenCall, report: (report: RecorderReport) => void): CallRecorder {
    return new CallRecorder(this.calls, taken.owned, report, taken.lastEventSeq + 1);
  }

  /** Carries out what the call's model asks for. */
  toolRunner(
    { owned, who, before }: TakenCall,
    listener: ToolListener,
    logger: Pick<Logger, 'error'>,
  ): ToolRunner {
    return this.terms.toolRunner({ ...owned, agentId: who.agent.id }, listener, logger, before?.turns ?? []);
  }

  /** Keeps the call ours until stopped; `lost` is called where somebody else has taken it. */
  holdLease(owned: OwnedCall, lost: () => void): { stop(): void } {
    return this.leases.hold(owned, lost);
  }

  /** Until stopped; `gone` is called where the key that opened the call is revoked, or the session of its person over. */
  watchCredential(
    { owned: { tenantId }, kept: { credential } }: TakenCall,
    gone: (reason: CredentialEnd) => void,
  ): { stop(): void } {
    if (!credential) return { stop: () => undefined };
    const reason = 'keyId' in credential ? 'key_revoked' : 'signed_out';
    return this.credentials.watch(tenantId, credential, () => gone(reason));
  }

  /** Looks now and then, until stopped, whether the call's agent may still cost something today. */
  watchBudget({ who }: TakenCall, spent: () => void): { stop(): void } {
    if (!who.agent.dailySpendLimit) return { stop: () => undefined };
    const look = () =>
      this.admission.budgetSpent(who).then(
        (isSpent) => {
          if (isSpent) spent();
        },
        // The database is away; the next look tells.
        () => undefined,
      );
    const timer = setInterval(() => void look(), BUDGET_MS);
    return { stop: () => clearInterval(timer) };
  }
}
