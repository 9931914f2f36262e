import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readTombstones, Tombstones, type ReplayReport } from '../../modules/privacy/index.js';
import { withProgramme } from '../referrals/with-programme.js';
import { misused } from '../misused.js';

/** Writes every tombstone to the standard output, a line of JSON each. Exit code 2 where it is called with anything. */
export function runTombstones(args: string[]): Promise<number> {
  const wrong = misused(() => parseArgs({ args, options: {} }), 'cli privacy:tombstones > <file>');
  if (wrong !== undefined) return Promise.resolve(wrong);
  return withProgramme(async (app) => {
    for await (const line of app.get(Tombstones, { strict: false }).lines())
      process.stdout.write(`${line}\n`);
    return 0;
  });
}

/** Without a file the database is held against its own tombstones. Exit code 2, with nothing changed, where a file is none. */
export async function runReplay(args: string[]): Promise<number> {
  const wrong = misused(() => {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    if (positionals.length > 1) throw new Error('There is one file at most.');
  }, 'cli privacy:replay [<file>]');
  if (wrong !== undefined) return wrong;
  const [file] = args;
  const lines = file === undefined ? '' : fileOf(file);
  if (lines === undefined) return 2;
  return withProgramme(async (app) => {
    process.stdout.write(describeReplay(await app.get(Tombstones, { strict: false }).replay(lines)));
    return 0;
  });
}

/** Looked at before the product starts: a file that is no good changes nothing and takes no time. */
function fileOf(file: string): string | undefined {
  try {
    const lines = readFileSync(file, 'utf8');
    readTombstones(lines);
    return lines;
  } catch (error) {
    process.stderr.write(
      `The file of tombstones cannot be read: ${file}: ${(error as Error).message}\nNothing was changed.\n`,
    );
    return undefined;
  }
}

export function describeReplay({ tombstones, brought, foreign, calls, records }: ReplayReport): string {
  const lines = [
    `Held ${tombstones} tombstones against the database, ${brought} of them out of the file alone.`,
    `Erased again: ${calls} calls, ${records} other records.`,
  ];
  if (foreign > 0) lines.push(`${foreign} tombstones are of teams that this database does not have.`);
  return `${lines.join('\n')}\n`;
}
