import { DEADLINE_EXPIRED } from '../protocol/refusal.js';
import { duration } from '../protocol/server-message.js';
import type { Outlet } from './outlet.js';
import type { Timers } from './timers.js';

/** Says that the connection ends when this time has passed, and ends it then. */
export function announceEnd(outlet: Outlet, timers: Timers, timeLeftMs: number): void {
  outlet.message({ goAway: { timeLeft: duration(timeLeftMs) } });
  timers.after(timeLeftMs, () => outlet.close(DEADLINE_EXPIRED));
}
