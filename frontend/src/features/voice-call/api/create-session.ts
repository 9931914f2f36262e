import type { CallSession } from '@orbisvoice/contracts';
import { CallFailure, type CallTicket } from '@orbisvoice/voice-client';
import { api } from '../../../lib/api-client.js';
import { ApiError } from '../../../lib/api-error.js';

/** A ticket for one call with an agent of one's own, drafts included. */
export async function createSession(agentId: string): Promise<CallTicket> {
  try {
    return await api.post<CallSession>(`/agents/${agentId}/sessions`, { body: {}, idempotent: true });
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    const code = cause.code === 'unreadable' ? 'internal' : cause.code;
    throw new CallFailure(code, { cause });
  }
}
