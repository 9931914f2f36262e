import { Injectable } from '@nestjs/common';
import type { ResumeRequest } from '@orbisvoice/contracts';
import type { TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AgentsFacade, renderAgentWords } from '../../agents/index.js';
import { CallResumptions, type ResumptionKit, type WriteOutcome } from '../../calls/index.js';
import type { OwnedCall } from '../recording/call-recorder.js';
import type { CallBefore } from '../session/input.js';
import type { Admitted, CallParty } from '../tickets/call-admission.service.js';
import { ResumeTickets, type LeftBehind } from '../tickets/resume-tickets.js';

/** A call that its visitor has come back to, and that is ours from now on. */
export interface CallAgain {
  readonly owned: OwnedCall;
  readonly before: Omit<CallBefore, 'begun'>;
  readonly agentId: string;
  readonly agentVersion: number | null;
  readonly consented: boolean;
  readonly lastEventSeq: number;
  readonly left: LeftBehind;
}

/** Everything by which calls outlive a connection or a process: secrets, what is left behind, taking over. */
@Injectable()
export class CallReturns {
  constructor(
    private readonly tickets: ResumeTickets,
    private readonly resumptions: CallResumptions,
    private readonly agents: AgentsFacade,
  ) {}

  /** The first secret of a call, and what the call's row keeps for it. */
  kit(tenantId: TenantId, callId: string, left: LeftBehind): { secret: string; resumption: ResumptionKit } {
    const { secret, hash: secretHash } = this.tickets.issue(tenantId);
    return { secret, resumption: { secretHash, sealed: this.tickets.seal(callId, left) } };
  }

  /**
   * Takes the call for `owner`, who may hold it already, under `heldEpoch`.
   * @throws AppError `resume_invalid` or `origin_not_allowed`.
   */
  async take(
    request: ResumeRequest,
    by: { owner: string; heldEpoch: number | undefined; origin: string | undefined },
  ): Promise<CallAgain> {
    const { callId, secret } = request;
    const ticket = this.tickets.read(secret);
    if (!ticket) throw new AppError('resume_invalid');
    const { tenantId, hash } = ticket;
    const next = this.tickets.issue(tenantId);
    const attempt = { ...by, presentedHash: hash, nextHash: next.hash };
    const call = await this.resumptions.resume(tenantId, callId, attempt);
    const turns = call.turns.map((turn) => ({
      ...turn,
      startedAt: turn.startedAt.getTime(),
      endedAt: turn.endedAt.getTime(),
    }));
    const left = this.tickets.open(callId, call.sealed);
    const startedAt = call.startedAt.getTime();
    return {
      owned: { tenantId, callId, epoch: call.epoch },
      before: {
        request,
        turns,
        startedAt,
        resumeSecret: next.secret,
        handle: left.handle,
        recall: left.recall,
        brokeOff: left.brokeOff ?? false,
      },
      agentId: call.agentId,
      agentVersion: call.agentVersion,
      consented: call.consented,
      lastEventSeq: call.lastEventSeq,
      left,
    };
  }

  /** Who the call is with: the version that it began with. An agent that was withdrawn meanwhile finishes its calls. */
  async identify({
    owned,
    agentId,
    agentVersion,
    left,
    consented,
  }: CallAgain): Promise<Pick<Admitted, 'consent'> & { who: CallParty }> {
    const { tenantId } = owned;
    const agent = await this.agents.getVersion(tenantId, agentId, agentVersion);
    if (!agent) throw new AppError('agent_not_found');
    const words = renderAgentWords(agent, left.variables);
    const consent = agent.consentText === '' ? 'not-needed' : consented ? 'given' : 'missing';
    return { who: { tenantId, agent, words }, consent };
  }

  /** Gives a call up for whoever its visitor comes to next; `left` is what they need beyond the committed turns. */
  release({ tenantId, callId, epoch }: OwnedCall, left: LeftBehind): Promise<WriteOutcome> {
    return this.resumptions.release(tenantId, callId, epoch, this.tickets.seal(callId, left));
  }

  /** The visitor has the newest secret for certain. */
  async proven({ tenantId, callId }: OwnedCall, secret: string): Promise<void> {
    const ticket = this.tickets.read(secret);
    if (ticket) await this.resumptions.proven(tenantId, callId, ticket.hash);
  }
}
