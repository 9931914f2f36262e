import type { ReferralCohort } from '@orbisvoice/contracts';
import { Card } from '../../../components/ui/card.js';
import { FEW_TEAMS, moneyWords, partWords, totalsOf, weekName } from '../lib/cohort-figures.js';

const HEAD = [
  ...['Signed up', 'Active 7 d', '14 d', '30 d', 'Paid 30 d', '60 d', '90 d'],
  ...['Revenue', 'Returned', 'Commission'],
] as const;

const sum = (cohorts: readonly ReferralCohort[], of: (cohort: ReferralCohort) => number): number =>
  cohorts.reduce((total, cohort) => total + of(cohort), 0);

const cellsOf = (cohorts: readonly ReferralCohort[]): string[] => {
  const signups = sum(cohorts, (one) => one.signups);
  const part = (of: (cohort: ReferralCohort) => number) => partWords(sum(cohorts, of), signups);
  return [
    signups.toLocaleString('en'),
    part((one) => one.activatedWithinDays[7]),
    part((one) => one.activatedWithinDays[14]),
    part((one) => one.activatedWithinDays[30]),
    part((one) => one.paidWithinDays[30]),
    part((one) => one.paidWithinDays[60]),
    part((one) => one.paidWithinDays[90]),
    moneyWords(totalsOf(cohorts, 'revenue')),
    moneyWords(totalsOf(cohorts, 'returned')),
    moneyWords(totalsOf(cohorts, 'commission')),
  ];
};

/** The same numbers and more, for everybody who would rather read them. */
export function CohortTable({ cohorts }: { cohorts: readonly ReferralCohort[] }) {
  const newestFirst = [...cohorts].sort((a, b) => b.week.localeCompare(a.week));
  return (
    <Card
      title="Week by week"
      text={`Shares are of the teams that signed up in that week. Below ${FEW_TEAMS} teams only numbers are shown: a share of a handful says little. Revenue is after returns.`}
    >
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Numbers of each week">
        <table className="w-full text-sm whitespace-nowrap">
          <thead className="text-xs text-dim">
            <tr>
              <th scope="col" className="py-1 pr-4 text-left font-medium">
                Week of
              </th>
              {HEAD.map((name) => (
                <th key={name} scope="col" className="px-2 py-1 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line tabular-nums">
            {newestFirst.map((cohort) => (
              <Row
                key={cohort.week}
                name={weekName(cohort.week)}
                cells={cellsOf([cohort])}
                open={!cohort.complete}
              />
            ))}
          </tbody>
          <tfoot className="border-t border-ink/60 font-semibold tabular-nums">
            <Row name="All" cells={cellsOf(cohorts)} open={false} />
          </tfoot>
        </table>
      </div>
    </Card>
  );
}

function Row({ name, cells, open }: { name: string; cells: readonly string[]; open: boolean }) {
  return (
    <tr>
      <th scope="row" className="py-2 pr-4 text-left font-medium">
        {name}
        {open && <span className="ml-1.5 font-normal text-dim">(not over yet)</span>}
      </th>
      {cells.map((cell, column) => (
        <td key={column} className="px-2 py-2 text-right">
          {cell}
        </td>
      ))}
    </tr>
  );
}
