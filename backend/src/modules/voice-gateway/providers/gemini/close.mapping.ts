import type { VoiceProviderFailure } from '../voice-provider.port.js';

const QUOTA = /quota|resource.?exhausted|rate.?limit|too many|concurren/i;
const KEY =
  /api.?key|permission|unauthenticated|credential|not found for api version|not supported for bidi/i;

/**
 * What a close of the provider's means (gemini-live.md 1.5). `resuming`: the connection was opening with a handle;
 * before `setupComplete` a refusal then speaks of the handle, and a fresh session may still work.
 */
export function closeFailure(
  code: number,
  reason: string,
  when: { established: boolean; resuming: boolean },
): VoiceProviderFailure {
  if (QUOTA.test(reason)) return 'busy';
  if (code === 1007 || code === 1008) {
    if (when.established) return code === 1007 ? 'handle-refused' : 'transient';
    return when.resuming && !KEY.test(reason) ? 'handle-refused' : 'fatal';
  }
  return code === 1011 && when.resuming && !when.established ? 'resume-failed' : 'transient';
}

/** The upgrade was answered with an HTTP status instead of a socket. */
export function upgradeFailure(status: number): VoiceProviderFailure {
  if (status === 429) return 'busy';
  return status >= 400 && status < 500 ? 'fatal' : 'transient';
}

/** Reasons are the provider's words; keys and URLs are taken out in case it ever quotes one. */
export function safeReason(reason: string): string {
  return reason
    .replace(/\b(?:https?|wss?):\/\/\S+/gi, '<url>')
    .replace(/\b(key|access_token)=\S+/gi, '$1=<hidden>')
    .replace(/\bAIza[\w-]{10,}/g, '<hidden>')
    .slice(0, 200);
}
