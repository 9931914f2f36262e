import type { ActiveFaults, Moment } from '../scripted/fault.js';
import { announceEnd } from './announced-end.js';
import type { Outlet } from './outlet.js';
import type { Timers } from './timers.js';

/** Strikes the faults that end or hurt a connection at a moment. */
export class FaultSchedule {
  private readonly strikes: { at: Moment; strike: () => void }[];

  constructor(faults: ActiveFaults, outlet: Outlet, timers: Timers) {
    this.strikes = [
      ...faults
        .all('close')
        .map(({ at, code, reason }) => ({ at, strike: () => outlet.close({ code, reason }) })),
      ...faults.all('reset').map(({ at }) => ({ at, strike: () => outlet.reset() })),
      ...faults
        .all('go-away')
        .map(({ at, timeLeftMs }) => ({ at, strike: () => announceEnd(outlet, timers, timeLeftMs) })),
      ...faults.all('malformed-json').map(({ at }) => ({ at, strike: () => outlet.malformed() })),
    ];
    for (const { at, strike } of this.strikes) {
      if (typeof at === 'object' && 'afterMs' in at) timers.after(at.afterMs, strike);
    }
  }

  reached(moment: 'setup' | 'tool-call' | 'tool-response'): void {
    for (const { at, strike } of this.strikes) if (at === moment) strike();
  }

  chunkSent(chunks: number): void {
    for (const { at, strike } of this.strikes) {
      if (typeof at === 'object' && 'afterChunks' in at && at.afterChunks === chunks) strike();
    }
  }
}
