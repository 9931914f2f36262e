import { readFileSync } from 'node:fs';
import { Tombstones, type ReplayReport } from '../../modules/privacy/index.js';
import { withProgramme } from '../referrals/with-programme.js';

/** Writes every tombstone to the standard output, a line of JSON each. */
export function runTombstones(): Promise<number> {
  return withProgramme(async (app) => {
    for await (const line of app.get(Tombstones, { strict: false }).lines())
      process.stdout.write(`${line}\n`);
    return 0;
  });
}

/** Exit code 2 where the file cannot be read. */
export async function runReplay([file]: string[]): Promise<number> {
  let lines = '';
  try {
    if (file !== undefined) lines = readFileSync(file, 'utf8');
  } catch (error) {
    process.stderr.write(`The file of tombstones cannot be read: ${(error as Error).message}\n`);
    return 2;
  }
  return withProgramme(async (app) => {
    process.stdout.write(describeReplay(await app.get(Tombstones, { strict: false }).replay(lines)));
    return 0;
  });
}

export function describeReplay({ tombstones, brought, foreign, calls, records }: ReplayReport): string {
  const lines = [
    `Held ${tombstones} tombstones against the database, ${brought} of them out of the file alone.`,
    `Erased again: ${calls} calls, ${records} other records.`,
  ];
  if (foreign > 0) lines.push(`${foreign} tombstones are of teams that this database does not have.`);
  return `${lines.join('\n')}\n`;
}
