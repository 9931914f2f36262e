import { describe, expect, it } from '@jest/globals';
import { refusedStatement } from '../../../../test/support/refused-statement.js';
import type { CallLines, FinaliseOutcome, FinishedTurn, WriteOutcome } from '../../calls/index.js';
import type { TenantId } from '../../../platform/database/index.js';
import { CallRecorder, type RecorderReport } from './call-recorder.js';

const call = { tenantId: 'tenant' as TenantId, callId: 'call', epoch: 1 };
const turn = (seq: number, text = 'words'): FinishedTurn => ({
  seq,
  turn: seq,
  role: 'user',
  text,
  interrupted: false,
  startedAt: new Date(0),
  endedAt: new Date(0),
});
const event = { at: new Date(0), kind: 'x', turn: null, data: {} };

/** A database that may be away; it keeps what was written, in order. */
class Log {
  readonly written: string[] = [];
  away = 0;
  refuses = 0;
  outcome: WriteOutcome = 'written';

  write = (_t: unknown, _c: unknown, _e: unknown, { turns = [], events = [] }: CallLines) =>
    this.keep(
      [...turns.map(({ seq }) => `turn:${seq}`), ...events.map(({ seq }) => `event:${seq}`)],
      this.outcome,
    );
  finalise = (_t: unknown, _c: unknown, _e: unknown, ending: { reason: string }) =>
    this.keep(
      [`end:${ending.reason}`],
      (this.outcome === 'stale' ? 'stale' : 'finalised') as FinaliseOutcome,
    );

  private async keep<T>(what: string[], outcome: T): Promise<T> {
    if (this.refuses > 0) {
      this.refuses -= 1;
      throw refusedStatement('22003');
    }
    if (this.away > 0) {
      this.away -= 1;
      throw new Error('away');
    }
    if (this.outcome === 'written') this.written.push(what.join(','));
    return outcome;
  }
}

const recorder = () => {
  const log = new Log();
  const reports: RecorderReport[] = [];
  return { log, reports, recorder: new CallRecorder(log, call, (report) => reports.push(report)) };
};
const ending = { reason: 'client_ended', endedAt: new Date(0) } as const;

describe('CallRecorder', () => {
  it('writes in batches, the end last, and acknowledges after the write', async () => {
    const { log, reports, recorder: it } = recorder();
    it.turn(turn(1));
    it.event(event);
    it.turn(turn(2));
    it.finalise(ending);
    expect(reports).toEqual([]);
    await it.done;
    expect(log.written).toEqual(['turn:1,turn:2,event:1', 'end:client_ended']);
    expect(reports).toEqual([{ type: 'committed', seqs: [1, 2] }, { type: 'finalised' }]);
  });

  it('tries again while the database is away, and loses and doubles nothing', async () => {
    const { log, reports, recorder: it } = recorder();
    log.away = 3;
    it.turn(turn(1));
    it.finalise(ending);
    it.turn(turn(2));
    await it.done;
    expect(log.written).toEqual(['turn:1', 'end:client_ended']);
    expect(reports.filter((report) => report.type === 'retrying')).toHaveLength(3);
  });

  it('gives up what the database will never take, and still writes the end', async () => {
    const { log, reports, recorder: it } = recorder();
    it.turn(turn(1));
    await new Promise((resolve) => setTimeout(resolve, 300));
    log.refuses = 1;
    it.turn(turn(2));
    it.event(event);
    await new Promise((resolve) => setTimeout(resolve, 300));
    it.turn(turn(3));
    it.finalise(ending);
    await it.done;
    expect(log.written).toEqual(['turn:1', 'end:client_ended']);
    expect(reports.map(({ type }) => type)).toEqual(['committed', 'refused', 'finalised']);
  });

  it('leaves a call whose end is refused', async () => {
    const { log, reports, recorder: it } = recorder();
    log.refuses = Infinity;
    it.turn(turn(1));
    it.finalise(ending);
    await it.done;
    expect(reports.map(({ type }) => type)).toEqual(['refused', 'refused']);
  });

  it('writes at once when a batch is full', async () => {
    const { log, recorder: it } = recorder();
    for (let seq = 1; seq <= 40; seq += 1) it.turn(turn(seq));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(log.written[0]).toBe(Array.from({ length: 32 }, (_, index) => `turn:${index + 1}`).join(','));
    it.abandon();
    await it.done;
  });

  it('stops for good when the call has another owner', async () => {
    const { log, reports, recorder: it } = recorder();
    log.outcome = 'stale';
    it.turn(turn(1));
    it.finalise(ending);
    await it.done;
    it.turn(turn(2));
    it.finalise(ending);
    expect(log.written).toEqual([]);
    expect(reports).toEqual([{ type: 'stale' }]);
  });

  it('says when more waits than may', () => {
    const { reports, recorder: it } = recorder();
    it.turn(turn(1, 'x'.repeat(600_000)));
    expect(reports).toEqual([{ type: 'overflow' }]);
    it.abandon();
  });
});
