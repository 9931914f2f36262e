import { Injectable } from '@nestjs/common';
import type { HelloMessage } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import type { TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AgentsFacade, renderAgentWords, type AgentForCall, type AgentWords } from '../../agents/index.js';
import { Authenticator, credentialOf, type Credential } from '../../auth/index.js';
import { CallsFacade, type NewCall, type ResumptionKit } from '../../calls/index.js';
import { CallTokens } from './call-tokens.js';
import { VisitorLimits } from './visitor-limits.service.js';

/** Who is there, for which agent; nothing has been taken yet. */
export interface Identified {
  readonly tenantId: TenantId;
  readonly agent: AgentForCall;
  /** The agent's words with the caller's variables filled in. */
  readonly words: AgentWords;
  readonly callId: string;
  /** A direct call by API key, which has no row yet. */
  readonly made?: Omit<NewCall, 'agentVersion'> | undefined;
  /** Calls at once of its key, where the key has a number of its own. */
  readonly keyLimit: number | null;
  /** What the call was asked for with, and ends with. */
  readonly credential: Credential | undefined;
  /** The `traceparent` of the request that its token came from. */
  readonly trace?: string | undefined;
}

/** Who talks with whom. */
export type CallParty = Pick<Identified, 'tenantId' | 'agent' | 'words'>;

export interface Admitted {
  readonly callId: string;
  readonly epoch: number;
  readonly consent: 'not-needed' | 'given' | 'missing';
}

/** Judges the first message of a connection. Every refusal is an AppError whose code has a close code. */
@Injectable()
export class CallAdmission {
  constructor(
    private readonly tokens: CallTokens,
    private readonly authenticator: Authenticator,
    private readonly agents: AgentsFacade,
    private readonly calls: CallsFacade,
    private readonly limits: VisitorLimits,
    private readonly clock: Clock,
  ) {}

  async identify(hello: HelloMessage, origin: string | undefined): Promise<Identified> {
    if (hello.resume) throw new AppError('resume_invalid');
    const { tenantId, agentId, draft, version, ...call } = hello.token
      ? await this.byToken(hello.token, origin)
      : await this.byKey(hello);
    const agent = await this.agentFor(tenantId, agentId, { draft, version });
    await this.limits.requireBudget(tenantId, agent);
    return { tenantId, agent, words: wordsOf(agent, hello), ...call };
  }

  /** Takes the call for `owner`; a token works once because a call can be taken once. */
  async claim(
    { tenantId, agent, callId, made, keyLimit }: Identified,
    hello: HelloMessage,
    owner: string,
    resumption: ResumptionKit,
  ): Promise<Admitted> {
    const terms = {
      userId: hello.userId ?? null,
      keyLimit,
      resumption,
      ...(made && { made: { ...made, agentVersion: agent.version } }),
    };
    const claimed = await this.calls.claim(tenantId, callId, owner, terms);
    if (!claimed) throw new AppError('unauthenticated', { message: 'This call token was already used.' });
    return { callId, epoch: claimed.epoch, consent: await this.consent({ tenantId, agent }, callId, hello) };
  }

  /** Whether the agent's calls of today have cost what they may. */
  budgetSpent({ tenantId, agent }: CallParty): Promise<boolean> {
    return this.limits.isSpent(tenantId, agent);
  }

  /** The version that the page was shown, which visitors may have agreed to, even where a newer one is out by now. */
  private async agentFor(
    tenantId: TenantId,
    agentId: string,
    { draft, version }: { draft: boolean; version: number | null },
  ): Promise<AgentForCall> {
    const published = draft ? undefined : await this.agents.requirePublished(tenantId, agentId);
    if (published && (version === null || version === published.version)) return published;
    const agent = await this.agents.getVersion(tenantId, agentId, version);
    if (!agent) throw new AppError('agent_not_found');
    return agent;
  }

  private async byToken(token: string, origin: string | undefined) {
    const ticket = await this.tokens.verify(token);
    if (!ticket)
      throw new AppError('unauthenticated', { message: 'The call token is wrong or has expired.' });
    if (ticket.origin !== undefined && ticket.origin !== origin) throw new AppError('origin_not_allowed');
    return ticket;
  }

  /** Servers and scripts may bring their key along; a key that pages can see must not open calls by itself. */
  private async byKey(hello: HelloMessage) {
    const known = await this.authenticator.authenticate(hello.apiKey ?? '');
    if (!known || !hello.agentId) throw new AppError('unauthenticated');
    const { principal, rateLimitPerMinute } = known;
    await this.limits.countHello(principal.keyId, rateLimitPerMinute);
    if (principal.keyKind === 'publishable')
      throw new AppError('unauthenticated', {
        message: 'A publishable key starts calls through POST /widget/sessions.',
      });
    if (principal.keyKind === 'restricted' && !principal.scopes.includes('calls:start'))
      throw new AppError('unauthenticated', { message: 'This key lacks the scope calls:start.' });
    const { tenantId, keyId: apiKeyId, limits } = principal;
    const { agentId, userId = null } = hello;
    return {
      tenantId,
      agentId,
      draft: false,
      version: null,
      callId: newId(this.clock.now().getTime()),
      made: { agentId, channel: 'api' as const, origin: null, userId, apiKeyId },
      keyLimit: limits.concurrentCalls,
      credential: credentialOf(principal),
    };
  }

  private async consent(
    who: Pick<Identified, 'tenantId' | 'agent'>,
    callId: string,
    hello: HelloMessage,
  ): Promise<Admitted['consent']> {
    const { consentText, consentVersion } = who.agent;
    if (consentText === '') return 'not-needed';
    if (hello.consent?.version !== consentVersion) return 'missing';
    const receipt = { ...hello.consent, at: this.clock.now() };
    await this.calls.recordConsent(who.tenantId, callId, receipt);
    return receipt.accepted ? 'given' : 'missing';
  }
}

/** The catalogue's sentence does not say which variable is missing; the client's developer has to know. */
function wordsOf(agent: AgentForCall, hello: HelloMessage): AgentWords {
  try {
    return renderAgentWords(agent, hello.variables ?? {});
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'variable_missing') throw error;
    const names = (error.details ?? []).map((detail) => detail.path).join(', ');
    throw new AppError('variable_missing', { message: `The prompt needs ${names}.`, cause: error });
  }
}
