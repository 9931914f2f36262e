import { OutboxTries, type GivenUp } from '../../platform/outbox/index.js';
import { withProgramme } from '../referrals/with-programme.js';

/** Safe at any time: what is done of a fact is not done again. */
export function runOutboxRetry(): Promise<number> {
  return withProgramme(async (app) => {
    process.stdout.write(describeGivenUp(await app.get(OutboxTries).retryGivenUp()));
    return 0;
  });
}

export function describeGivenUp(given: readonly GivenUp[]): string {
  if (given.length === 0) return 'Nothing was given up.\n';
  const lines = given.map(({ consumer, reason, facts }) => `  ${consumer}  ${facts} (${reason})`);
  return ['Taken up again, by the error of their last try:', ...lines, ''].join('\n');
}
