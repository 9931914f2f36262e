import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { tellHistory } from '../../../test/support/referral-histories.js';
import { createReferralTest, type ReferralTest } from '../../../test/support/referral-test.js';

/** `npm run bench:histories` asks for more of them, and reads what came of it. */
const {
  ORBIS_HISTORIES: wanted = process.env.CI ? '100' : '20',
  ORBIS_HISTORIES_SEED: first = '1',
  ORBIS_HISTORIES_REPORT: report,
} = process.env;
const HISTORIES = Number(wanted);
/** Each on a database of its own: while one waits for its database, another one computes. */
const LANES = 2;
const TELL_OF_MS = 30_000;
/** Far above what one takes on a busy machine. */
const LIMIT_MS = 60_000 + HISTORIES * 5_000;

const lanes: ReferralTest[] = [];
beforeAll(async () => {
  for (let lane = 0; lane < LANES; lane++) lanes.push(await createReferralTest());
});
afterAll(async () => {
  for (const lane of lanes) await lane.close();
});

it(
  'any history comes to the same books, shuffled, doubled and broken off, and every sum in them is right',
  async () => {
    const sums = { histories: 0, facts: 0, told: 0, crashes: 0, payouts: 0 };
    const faults: { seed: number; what: string }[] = [];
    const startedAt = performance.now();
    let toldOfAt = startedAt;
    let next = Number(first);
    const end = next + HISTORIES;
    const work = async (lane: ReferralTest) => {
      while (next < end) {
        const seed = next++;
        sums.histories += 1;
        try {
          const history = await tellHistory(lane, seed);
          for (const part of ['facts', 'told', 'crashes', 'payouts'] as const) sums[part] += history[part];
          faults.push(...history.faults.map((what) => ({ seed, what })));
        } catch (error) {
          faults.push({ seed, what: String(error) });
        }
        if (!report || performance.now() - toldOfAt < TELL_OF_MS) continue;
        toldOfAt = performance.now();
        process.stderr.write(`  ${sums.histories} of ${HISTORIES}, ${faults.length} faults\n`);
      }
    };
    await Promise.all(lanes.map(work));
    const seconds = (performance.now() - startedAt) / 1_000;
    if (report) writeFileSync(report, JSON.stringify({ ...sums, seed: Number(first), seconds, faults }));
    expect(faults).toEqual([]);
    // Far below what there are: only that histories have all this in them.
    expect(sums.crashes).toBeGreaterThan(HISTORIES / 4);
    expect(sums.payouts).toBeGreaterThan(HISTORIES / 10);
  },
  LIMIT_MS,
);
