// One of several processes that hand facts to the programme's one way in. It tells each one that is committed, and may be
// killed at any moment: whoever started it hands the rest, and what was in the air, to another one.
import { createApp } from '../../../dist/create-app.js';
import { configFromEnvironment } from '../../../dist/platform/config/environment.js';
import { FactIntake } from '../../../dist/modules/referrals/application/fact-intake.js';
import { ProgrammeDatabase } from '../../../dist/modules/referrals/persistence/programme-database.js';

/** Two transactions that got in each other's way; the queue would try again as well. */
const AGAIN = new Set(['40P01', '55P03', '40001']);

const app = await createApp({ ...configFromEnvironment(), role: 'api' });
await app.init();
const programme = app.get(ProgrammeDatabase, { strict: false });
const intake = app.get(FactIntake, { strict: false });

/** @typedef {import('../../../src/modules/referrals/domain/fact.js').Fact} Fact */

/** @param {Fact} fact */
async function take(fact) {
  for (;;)
    try {
      return await programme.office((tx) => intake.take(tx, fact, 'year'));
    } catch (error) {
      if (!AGAIN.has(/** @type {{ code?: string }} */ (error).code ?? '')) throw error;
    }
}

process.on('message', async (/** @type {{ number: number, fact: Fact } | 'over'} */ work) => {
  if (work === 'over') {
    await app.close();
    process.disconnect();
    return;
  }
  process.send?.({ number: work.number, outcome: await take(work.fact) });
});
process.send?.('ready');
