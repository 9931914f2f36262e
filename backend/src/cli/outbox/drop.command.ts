import { parseArgs } from 'node:util';
import { OutboxTries } from '../../platform/outbox/index.js';
import { CONSUMER_NAMES } from '../../platform/queue/index.js';
import { misused } from '../misused.js';
import { withProgramme } from '../referrals/with-programme.js';
import { describeGivenUp } from './given-up.js';

const USAGE = 'cli outbox:drop --consumer <name>';

/** Of one consumer that is named, since what is let go of is never done. Exit code 2 where none is, or none of that name. */
export async function runOutboxDrop(args: string[]): Promise<number> {
  const wrong = misused(() => consumerOf(args), USAGE);
  if (wrong !== undefined) return wrong;
  return withProgramme(async (app) => {
    const dropped = await app.get(OutboxTries).dropGivenUp(consumerOf(args));
    process.stdout.write(describeGivenUp('Let go of', dropped));
    return 0;
  });
}

function consumerOf(args: string[]): string {
  const { values } = parseArgs({ args, options: { consumer: { type: 'string' } } });
  if (!values.consumer) throw new Error('--consumer says whose work is let go of.');
  if (!CONSUMER_NAMES.includes(values.consumer))
    throw new Error(`No consumer is called "${values.consumer}". There are: ${CONSUMER_NAMES.join(', ')}.`);
  return values.consumer;
}
