import { CallSession, ErrorBody } from '@orbisvoice/contracts';

/** The server refused, or is not there; the message is for the person at the keyboard. */
export class CallRefused extends Error {}

/** Asks the API for a call ticket. @throws CallRefused */
export async function openSession(url: string, key: string, agentId: string): Promise<CallSession> {
  const answer = await fetch(new URL(`/agents/${encodeURIComponent(agentId)}/sessions`, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => {
    throw new CallRefused(`Nothing answers at ${url}. Is the server running? (npm start)`);
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return CallSession.parse(body);
  const refusal = ErrorBody.safeParse(body);
  throw new CallRefused(
    refusal.success
      ? `${refusal.data.error.message} (${refusal.data.error.code}, request ${refusal.data.error.requestId})`
      : `The server answered ${answer.status} at ${url}.`,
  );
}
