import { Remarking } from '../modules/privacy/index.js';
import { Reseal, type ResealReport } from '../modules/referrals/index.js';
import { KeyRewrap, type RewrapReport } from '../platform/vault/index.js';
import { withProgramme } from './referrals/with-programme.js';

/** Exit code 1 where something is sealed under a secret that is not known any more. */
export function runRewrap(): Promise<number> {
  return withProgramme(async (app) => {
    const keys = await app.get(KeyRewrap).run();
    const values = await app.get(Reseal).run();
    const marked = await app.get(Remarking, { strict: false }).run();
    process.stdout.write(`Marked the calls of ${marked} teams anew.\n`);
    process.stdout.write(describeRewrap(keys, values));
    return Object.keys(keys.unreadable).length + values.unreadable === 0 ? 0 : 1;
  });
}

export function describeRewrap(keys: RewrapReport, values: ResealReport): string {
  const lost = Object.entries(keys.unreadable).map(
    ([name, count]) =>
      `${count} data keys are sealed under the key ${name}, which no APP_SECRET here makes: add the right one to PREVIOUS_APP_SECRETS.`,
  );
  if (values.unreadable > 0)
    lost.push(
      `${values.unreadable} values of the referral programme cannot be opened by any APP_SECRET here.`,
    );
  return [
    `Sealed ${keys.rewrapped} data keys of ${keys.teams} teams anew, and ${values.resealed} of ${values.looked} values of the referral programme.`,
    ...(lost.length > 0
      ? lost
      : ['Everything is under the present APP_SECRET; PREVIOUS_APP_SECRETS may go.']),
    '',
  ].join('\n');
}
