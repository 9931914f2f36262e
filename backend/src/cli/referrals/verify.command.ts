import { VerificationService, type Verification } from '../../modules/referrals/index.js';
import { withProgramme } from './with-programme.js';

/** Exit code 1 where anything was found. */
export function runReferralsVerify(args: string[]): Promise<number> {
  return withProgramme(async (app) => {
    const result = await app.get(VerificationService).run();
    process.stdout.write(
      args.includes('--json') ? `${JSON.stringify(result)}\n` : describeVerification(result),
    );
    return result.findings.length === 0 ? 0 : 1;
  });
}

export function describeVerification({ facts, accounts, entries, findings }: Verification): string {
  const counts = `${facts} facts, ${accounts} accounts, ${entries} ledger entries`;
  if (findings.length === 0) return `The books are whole: ${counts}.\n`;
  const lines = findings.map(({ kind, account, what }) => `  ${kind.padEnd(10)}  ${account}  ${what}`);
  return `The books are NOT whole: ${counts}.\n${lines.join('\n')}\n`;
}
