import { AnalyticsRebuild, type AnalyticsFindings } from '../../modules/analytics/index.js';
import { withProgramme } from '../referrals/with-programme.js';

/** Safe at any time and as often as wanted: calls may go on meanwhile. */
export function runAnalyticsRebuild(): Promise<number> {
  return withProgramme(async (app) => {
    const { tenants, calls, unclaimed, miscounted, wrongSums } = await app.get(AnalyticsRebuild).rebuild();
    process.stdout.write(
      `Looked at ${calls} calls of ${tenants} teams and ${unclaimed} that nobody came to: counted ${miscounted} anew, mended ${wrongSums} sums.\n`,
    );
    return 0;
  });
}

/** Exit code 1 where a number is not what the calls add up to. */
export function runAnalyticsVerify(args: string[]): Promise<number> {
  return withProgramme(async (app) => {
    const found = await app.get(AnalyticsRebuild).verify();
    process.stdout.write(args.includes('--json') ? `${JSON.stringify(found)}\n` : describeFindings(found));
    return found.miscounted + found.wrongSums === 0 ? 0 : 1;
  });
}

export function describeFindings(found: AnalyticsFindings): string {
  const { tenants, calls, unclaimed, miscounted, wrongSums } = found;
  const looked = `${calls} calls of ${tenants} teams and ${unclaimed} that nobody came to`;
  if (miscounted + wrongSums === 0) return `Analytics is whole: ${looked}.\n`;
  return `Analytics is NOT whole: ${looked}, ${miscounted} miscounted, ${wrongSums} wrong sums. Run analytics:rebuild.\n`;
}
