import fc from 'fast-check';
import { FaultLane, SOUND } from './fault-lane.mjs';

type Step = { afterMs: number; put: Buffer };

const steps = fc.array(
  fc.record({
    afterMs: fc.nat({ max: 200 }),
    put: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  }),
  { maxLength: 30 },
);
const fault = fc.record({
  latencyMs: fc.nat({ max: 300 }),
  bytesPerSecond: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 5_000 })),
  lost: fc.constant(false),
});
const END_MS = 60 * 60_000;

/** Plays the steps and then asks as often as the lane wishes; gives every piece with the time at which it came out. */
function play(all: readonly Step[], faultAt: (index: number) => typeof SOUND) {
  const lane = new FaultLane();
  const out: { atMs: number; bytes: Buffer }[] = [];
  const put: { atMs: number; length: number }[] = [];
  let now = 0;
  let rule = SOUND;
  const takeUntil = (endMs: number) => {
    for (let next = lane.nextAtMs(rule); next !== undefined && next <= endMs; next = lane.nextAtMs(rule)) {
      now = Math.max(now, next);
      for (const bytes of lane.take(now, rule)) out.push({ atMs: now, bytes });
    }
    now = Math.max(now, endMs);
  };
  all.forEach((step, index) => {
    takeUntil(now + step.afterMs);
    rule = faultAt(index);
    lane.put(now, step.put, rule);
    put.push({ atMs: now, length: step.put.length });
  });
  takeUntil(END_MS);
  return { lane, out, put, sent: Buffer.concat(all.map((step) => step.put)) };
}
const joined = (out: { bytes: Buffer }[]) => Buffer.concat(out.map(({ bytes }) => bytes));

describe('a line with faults', () => {
  it('delivers every byte once and in order, whatever the faults are and however they change', () => {
    fc.assert(
      fc.property(steps, fc.array(fault, { minLength: 1 }), (all, faults) => {
        const { lane, out, sent } = play(all, (index) => faults[index % faults.length] ?? SOUND);
        expect(joined(out)).toEqual(sent);
        expect(lane.waiting).toBe(0);
      }),
    );
  });

  it('delivers no byte before its latency is over', () => {
    fc.assert(
      fc.property(steps, fc.nat({ max: 300 }), (all, latencyMs) => {
        const { out, put } = play(all, () => ({ ...SOUND, latencyMs }));
        const arrived = (untilMs: number) => joined(out.filter(({ atMs }) => atMs <= untilMs)).length;
        for (const { atMs } of out) {
          const possible = put.filter((piece) => piece.atMs + latencyMs <= atMs);
          expect(arrived(atMs)).toBeLessThanOrEqual(possible.reduce((sum, { length }) => sum + length, 0));
        }
      }),
    );
  });

  it('is never faster than its rate', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5_000 }), (all, bytesPerSecond) => {
        const { out, put } = play(all, () => ({ ...SOUND, bytesPerSecond }));
        const first = put.find(({ length }) => length > 0)?.atMs ?? 0;
        let total = 0;
        for (const { atMs, bytes } of out) {
          total += bytes.length;
          expect(total).toBeLessThanOrEqual(((atMs - first) * bytesPerSecond) / 1_000 + 1e-3);
        }
      }),
    );
  });

  it('delivers nothing after something was lost, and only what came before', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (all, at) => {
        const lostAt = at % Math.max(1, all.length);
        const { out, sent } = play(all, (index) => ({ ...SOUND, lost: index === lostAt }));
        const before = Buffer.concat(all.slice(0, lostAt).map(({ put }) => put));
        expect(sent.subarray(0, joined(out).length)).toEqual(joined(out));
        expect(joined(out).length).toBeLessThanOrEqual(before.length);
      }),
    );
  });

  it('keeps everything while it stands still', () => {
    const lane = new FaultLane();
    const still = { ...SOUND, bytesPerSecond: 0 };
    lane.put(0, Buffer.from('abc'), still);
    expect([lane.take(END_MS, still), lane.nextAtMs(still), lane.waiting]).toEqual([[], undefined, 3]);
    expect(joined(lane.take(END_MS, SOUND).map((bytes) => ({ bytes }))).toString()).toBe('abc');
  });
});
