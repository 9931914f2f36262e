import { Rebuild } from '../../modules/referrals/index.js';
import { withProgramme } from './with-programme.js';

/** Safe at any time and as often as wanted: each team is decided anew under its own lock. */
export function runReferralsRebuild(): Promise<number> {
  return withProgramme(async (app) => {
    const teams = await app.get(Rebuild).run();
    process.stdout.write(`Decided anew about ${teams} referred teams.\n`);
    return 0;
  });
}
