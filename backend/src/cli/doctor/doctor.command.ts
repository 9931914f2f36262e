import { parseArgs } from 'node:util';
import { wholeEnvironment } from '../../platform/config/environment.js';
import { examine, type Examination } from './examine.js';
import type { FindingStatus } from './finding.js';

const HELP = `npm run doctor [-- options]

Checks every configured part with the environment of the servers (.env is read): configuration, database with its
migrations and roles, Redis, Gemini, mail server, public address, ports, secret, data folder and clock. With a Gemini key
it opens a live session, speaks a sentence, and says which model answered with which voice and how fast. Nothing is
changed, no mail is sent, and no secret is shown. It takes less than a minute.

  --json
  --help

Exit code 1 where something is wrong; what to do about it stands below it.`;

const MARKS: Record<FindingStatus, string> = {
  ok: 'ok     ',
  note: 'note   ',
  problem: 'PROBLEM',
  skipped: 'skipped',
};

export async function runDoctor(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const examination = await examine(wholeEnvironment());
  process.stdout.write(`${values.json ? JSON.stringify(examination) : describe(examination)}\n`);
  return examination.ok ? 0 : 1;
}

export function describe({ findings }: Examination): string {
  const width = Math.max(...findings.map(({ part }) => part.length));
  const lines = findings.flatMap(({ part, status, says, todo }) => [
    `  ${MARKS[status]}  ${part.padEnd(width)}  ${says}`,
    ...(todo === undefined ? [] : [`           ${' '.repeat(width)}  → ${todo}`]),
  ]);
  const problems = findings.filter(({ status }) => status === 'problem').length;
  const verdict = problems === 0 ? 'No problems.' : `${problems} ${problems === 1 ? 'problem' : 'problems'}.`;
  return ['', ...lines, '', `  ${verdict}`].join('\n');
}
