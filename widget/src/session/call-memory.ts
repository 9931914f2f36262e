import type { ResumeFrom } from '@orbisvoice/voice-client';
import type { OrbisMode } from '../public-types.js';

const KEY = 'orbisvoice:call';
/** The server keeps a call that lost its visitor for this long. */
const KEPT_MS = 60_000;

/** What a page leaves to the next one of the same tab. What was said is not in it: the server tells that again. */
export interface KeptCall {
  from: ResumeFrom;
  mode: OrbisMode;
  agentId: string;
  ratingToken: string | undefined;
  open: boolean;
}

export function keepCall(call: KeptCall): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...call, at: Date.now() }));
  } catch {
    // No storage in private frames and where the visitor forbids it: then a reload ends the call.
  }
}

/** Takes the call out, so that a copy of the tab does not resume it as well. */
export function takeCall(): KeptCall | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as (KeptCall & { at: number }) | null;
    sessionStorage.removeItem(KEY);
    return kept && Date.now() - kept.at < KEPT_MS ? kept : undefined;
  } catch {
    return undefined;
  }
}
