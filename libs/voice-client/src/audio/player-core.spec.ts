import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPlayer, type PlaybackReport } from './player-core.js';

const RATE = 24_000;
const BLOCK = 128;
const ms = (value: number): number => Math.round((value * RATE) / 1000);
const loud = (durationMs: number): Int16Array => new Int16Array(ms(durationMs)).fill(16_384);

function player(rate = RATE) {
  const reports: PlaybackReport[] = [];
  const core = createPlayer(rate, (report) => reports.push(report));
  const render = (durationMs: number): number[] => {
    const samples: number[] = [];
    for (let i = 0; i < Math.round((durationMs * rate) / 1000 / BLOCK); i++) {
      const block = new Float32Array(BLOCK);
      core.render(block);
      samples.push(...block);
    }
    return samples;
  };
  const heardMs = (samples: number[]): number => (samples.filter((s) => s !== 0).length / rate) * 1000;
  return { core, reports, render, heardMs, last: () => reports.at(-1) };
}

describe('PlayerCore', () => {
  it('waits for 60 ms of audio before it starts, and plays all of it', () => {
    const { core, render, heardMs } = player();
    core.enqueue(1, loud(40));
    expect(heardMs(render(20))).toBe(0);
    core.enqueue(1, loud(60));
    expect(heardMs(render(150))).toBeCloseTo(100, 0);
  });

  it('plays a short tail at once when the utterance is finished, and after a bounded wait when nobody says so', () => {
    const told = player();
    told.core.enqueue(1, loud(20));
    told.core.finish();
    expect(told.heardMs(told.render(40))).toBeCloseTo(20, 0);
    const untold = player();
    untold.core.enqueue(1, loud(20));
    expect(untold.heardMs(untold.render(160))).toBeCloseTo(20, 0);
  });

  it('grows the prebuffer by 20 ms with each underrun, up to 200 ms', () => {
    const { core, render, heardMs, last } = player();
    for (let i = 0; i < 12; i++) {
      core.enqueue(1, loud(220));
      render(240);
    }
    core.enqueue(1, loud(195));
    expect(heardMs(render(30))).toBe(0);
    core.enqueue(1, loud(20));
    expect(heardMs(render(30))).toBeGreaterThan(20);
    core.finish();
    render(400);
    expect(last()?.underruns).toBe(12);
  });

  it('counts no underrun for the pause between two turns', () => {
    const { core, render, heardMs } = player();
    for (let turn = 1; turn < 6; turn++) {
      core.enqueue(turn, loud(70));
      expect(heardMs(render(100))).toBeCloseTo(70, 0);
    }
  });

  it('says each end of a turn once, also when the next turn begins later', () => {
    const { core, render, reports } = player();
    core.enqueue(1, loud(70));
    render(100);
    core.enqueue(2, loud(70));
    render(100);
    expect(reports.filter(({ turn, playedMs }) => turn === 1 && playedMs > 69)).toHaveLength(1);
  });

  it('fades out within 5 ms on a flush, reports what was heard, and starts the next turn from nothing', () => {
    const { core, render, reports, heardMs, last } = player();
    core.enqueue(1, loud(10_000));
    render(500);
    core.flush();
    const after = render(20);
    expect(heardMs(after)).toBeLessThanOrEqual(5.1);
    const audible = after.filter((sample) => sample !== 0);
    audible.forEach((sample, i) => expect(sample).toBeLessThanOrEqual(audible[i - 1] ?? 1));
    expect(last()).toMatchObject({ turn: 1, playing: false, flushed: true });
    expect(last()?.playedMs).toBeGreaterThan(495);
    expect(last()?.playedMs).toBeLessThan(511);
    expect(reports.filter((report) => report.flushed)).toHaveLength(1);
    core.enqueue(2, loud(100));
    expect(heardMs(render(120))).toBeCloseTo(100, 0);
    expect(last()).toMatchObject({ turn: 2, playing: false, flushed: false });
  });

  it('names the turn that was dropped before its first sound, with nothing heard', () => {
    const { core, last } = player();
    core.enqueue(7, loud(30));
    core.flush();
    expect(last()).toEqual({ turn: 7, playedMs: 0, playing: false, level: 0, flushed: true, underruns: 0 });
  });

  it.each([44_100, 48_000])('counts time and not samples at %i Hz', (rate) => {
    const { core, render, last } = player(rate);
    core.enqueue(3, loud(400));
    core.finish();
    render(500);
    expect(last()?.playing).toBe(false);
    expect(Math.abs((last()?.playedMs ?? 0) - 400)).toBeLessThan(2);
  });

  it('never plays more of a turn than was queued, and never goes backwards within a turn', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('audio' as const), ms: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ do: fc.constant('render' as const), ms: fc.integer({ min: 3, max: 300 }) }),
      fc.constantFrom({ do: 'flush' as const }, { do: 'finish' as const }, { do: 'next' as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { core, render, reports } = player();
        const queued = new Map<number, number>();
        let turn = 1;
        for (const action of steps) {
          if (action.do === 'audio') {
            core.enqueue(turn, loud(action.ms));
            queued.set(turn, (queued.get(turn) ?? 0) + action.ms);
          } else if (action.do === 'render') render(action.ms);
          else if (action.do === 'next') turn++;
          else core[action.do]();
        }
        reports.forEach((report, i) => {
          expect(report.playedMs).toBeLessThanOrEqual((queued.get(report.turn) ?? 0) + 0.1);
          const before = reports[i - 1];
          if (before) expect(report.turn).toBeGreaterThanOrEqual(before.turn);
          if (before?.turn === report.turn) expect(report.playedMs).toBeGreaterThanOrEqual(before.playedMs);
        });
      }),
      { numRuns: 150 },
    );
  });
});
