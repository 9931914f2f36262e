import { OutboxTries } from '../../platform/outbox/index.js';
import { withProgramme } from '../referrals/with-programme.js';
import { describeGivenUp } from './given-up.js';

/** Safe at any time: what is done of a fact is not done again. */
export function runOutboxRetry(): Promise<number> {
  return withProgramme(async (app) => {
    process.stdout.write(describeGivenUp('Taken up again', await app.get(OutboxTries).retryGivenUp()));
    return 0;
  });
}
