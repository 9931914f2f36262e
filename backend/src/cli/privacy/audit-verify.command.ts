import { parseArgs } from 'node:util';
import { AuditChain, type AuditVerification } from '../../modules/tenants/index.js';
import { misused } from '../misused.js';
import { withProgramme } from '../referrals/with-programme.js';

const ROOT = /^(\d{4}-\d\d-\d\d)=([0-9a-f]{64})$/;

/** Exit code 1 where anything was found, 2 where a root is none or an argument is not understood. */
export async function runAuditVerify(args: string[]): Promise<number> {
  const wrong = misused(() => wishOf(args), 'cli audit:verify [--root <day>=<root>]... [--json]');
  if (wrong !== undefined) return wrong;
  const { values } = wishOf(args);
  const roots = values.root.map((text) => ROOT.exec(text));
  const bad = roots.indexOf(null);
  if (bad >= 0) {
    process.stderr.write(
      `This is no root, which is <day>=<64 hexadecimal digits>: ${values.root[bad] ?? ''}\n`,
    );
    return 2;
  }
  const elsewhere = roots.flatMap((root) => (root?.[1] && root[2] ? [{ day: root[1], root: root[2] }] : []));
  return withProgramme(async (app) => {
    const result = await app.get(AuditChain, { strict: false }).verify(elsewhere);
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : describeVerification(result));
    return result.findings.length === 0 ? 0 : 1;
  });
}

const wishOf = (args: string[]) =>
  parseArgs({
    args,
    options: { root: { type: 'string', multiple: true, default: [] }, json: { type: 'boolean' } },
  });

export function describeVerification({ teams, lines, roots, findings }: AuditVerification): string {
  const counts = `${lines} lines of ${teams} teams, ${roots} roots of days`;
  if (findings.length === 0) return `The audit log is as it was written: ${counts}.\n`;
  const found = findings.map(({ where, what, at }) => `  ${what.padEnd(14)} ${where} ${at}`);
  return `The audit log was CHANGED: ${counts}.\n${found.join('\n')}\n`;
}
