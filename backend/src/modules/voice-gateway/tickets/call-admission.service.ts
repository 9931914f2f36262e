import { Injectable } from '@nestjs/common';
import type { HelloMessage } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AgentsFacade, renderAgentWords, type AgentForCall, type AgentWords } from '../../agents/index.js';
import { Authenticator } from '../../auth/index.js';
import { CallsFacade } from '../../calls/index.js';
import { CallTokens } from './call-tokens.js';

/** Who is there, for which agent; nothing has been taken yet. */
export interface Identified {
  readonly tenantId: TenantId;
  readonly agent: AgentForCall;
  /** The agent's words with the caller's variables filled in. */
  readonly words: AgentWords;
  /** The call that the token is for; a direct call by API key has none yet. */
  readonly callId: string | undefined;
}

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
    private readonly clock: Clock,
  ) {}

  async identify(hello: HelloMessage, origin: string | undefined): Promise<Identified> {
    if (hello.resume) throw new AppError('resume_invalid');
    const { tenantId, agentId, callId, draft } = hello.token
      ? await this.byToken(hello.token, origin)
      : await this.byKey(hello);
    const agent = await this.agents.getForCall(tenantId, agentId, { allowDraft: true });
    if (!agent) throw new AppError('agent_not_found');
    if (agent.status !== 'published' && !draft) throw new AppError('agent_not_published');
    return { tenantId, agent, words: wordsOf(agent, hello), callId };
  }

  /** Takes the call for `owner`; a token works once because a call can be taken once. */
  async claim(who: Identified, hello: HelloMessage, owner: string): Promise<Admitted> {
    const { tenantId, agent } = who;
    const userId = hello.userId ?? null;
    const row = { agentId: agent.id, channel: 'api', origin: null, userId } as const;
    const callId = who.callId ?? (await this.calls.create(tenantId, row));
    const claimed = await this.calls.claim(tenantId, callId, owner, userId);
    if (!claimed) throw new AppError('unauthenticated', { message: 'This call token was already used.' });
    return { callId, epoch: claimed.epoch, consent: await this.consent(who, callId, hello) };
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
    const principal = await this.authenticator.authenticateApiKey(hello.apiKey ?? '');
    if (principal?.kind !== 'apiKey' || !hello.agentId) throw new AppError('unauthenticated');
    if (principal.keyKind === 'publishable')
      throw new AppError('unauthenticated', {
        message: 'A publishable key starts calls through POST /widget/sessions.',
      });
    if (principal.keyKind === 'restricted' && !principal.scopes.includes('calls:start'))
      throw new AppError('unauthenticated', { message: 'This key lacks the scope calls:start.' });
    return { tenantId: principal.tenantId, agentId: hello.agentId, callId: undefined, draft: false };
  }

  private async consent(who: Identified, callId: string, hello: HelloMessage): Promise<Admitted['consent']> {
    const { consentText, consentVersion } = who.agent;
    if (consentText === '') return 'not-needed';
    if (!hello.consent?.accepted || hello.consent.version !== consentVersion) return 'missing';
    await this.calls.recordConsent(who.tenantId, callId, { version: consentVersion, at: this.clock.now() });
    return 'given';
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
