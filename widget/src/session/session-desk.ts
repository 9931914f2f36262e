import type { CallSession, WidgetAgent, WidgetConfig } from '@orbisvoice/contracts';
import { CallFailure } from '@orbisvoice/voice-client';
import type { Settings } from '../embed/options.js';

/** What the page may know about the agent before a call. How it looks is not part of a session. */
type AgentInfo = WidgetAgent & Partial<Pick<WidgetConfig, 'appearance'>>;
/** A site's own server may leave out the right to rate. */
type Session = Omit<CallSession, 'ratingToken'> & Partial<Pick<CallSession, 'ratingToken'>>;

/** A token lives for a minute; one that waited for longer than this (for a consent, say) is not tried any more. */
const TICKET_FRESH_MS = 40_000;

/** Gets what a call needs from our server, or from the site's own through `getToken`, and keeps the rights to rate. */
export interface SessionDesk {
  readonly agent: AgentInfo | undefined;
  /** Asks once however often it is called, and again only after a failure. */
  loadAgent(): Promise<void>;
  /** A session nobody has used yet. */
  session(): Promise<Session>;
  /** By call. Those of calls that another page of this tab began are put in. */
  readonly ratingTokens: Map<string, string | undefined>;
  rate(callId: string, rating: number): Promise<unknown>;
}

export function createDesk(settings: () => Settings): SessionDesk {
  let agent: AgentInfo | undefined;
  let held: { session: Session; at: number } | undefined;
  let loading: Promise<void> | undefined;
  const ratingTokens = new Map<string, string | undefined>();

  /** These requests carry a public key, a token of one call or nothing (which spares the preflight); never cookies. */
  async function ask(path: string, bearer?: string, body?: object): Promise<unknown> {
    const response = await fetch(`${settings().baseUrl}/widget/${path}`, {
      credentials: 'omit',
      ...(body && {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    }).catch(() => {
      throw new CallFailure('network');
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw failureOf((answer as { error?: unknown } | undefined)?.error);
    return answer;
  }

  async function freshSession(): Promise<Session> {
    const { agentId, apiKey, getToken } = settings();
    const session = getToken
      ? // The site may pass on the `code` of our answer, so that the visitor reads why.
        await (async () => getToken())().catch((cause: unknown) => {
          throw failureOf(cause);
        })
      : ((await ask('sessions', apiKey, { agentId })) as Session);
    agent = { ...agent, ...session.agent };
    ratingTokens.set(session.callId, session.ratingToken);
    return session;
  }

  async function fetchAgent(): Promise<void> {
    const { agentId } = settings();
    if (agentId) agent = (await ask(`config/${agentId}`)) as AgentInfo;
    // The site's session is the one place then that names the agent; it is kept for the call.
    else held = { session: await freshSession(), at: performance.now() };
  }

  return {
    get agent() {
      return agent;
    },
    ratingTokens,
    loadAgent: () =>
      (loading ??= fetchAgent().catch((error: unknown) => {
        loading = undefined;
        throw error;
      })),
    async session() {
      const waiting = held;
      held = undefined;
      return waiting && performance.now() - waiting.at < TICKET_FRESH_MS ? waiting.session : freshSession();
    },
    rate: (callId, rating) => ask(`calls/${callId}/rating`, ratingTokens.get(callId), { rating }),
  };
}

const failureOf = (cause: unknown): CallFailure =>
  new CallFailure((cause as { code?: CallFailure['code'] } | undefined)?.code ?? 'unavailable');
