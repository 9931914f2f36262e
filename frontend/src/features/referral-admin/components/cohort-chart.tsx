import type { ReferralCohort } from '@orbisvoice/contracts';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { AXIS, GRID, TOOLTIP } from '../../../components/ui/chart-look.js';
import { chartPoints } from '../lib/cohort-figures.js';

/** This file holds the chart library, and is loaded when a chart is shown. */
export function CohortChart({
  cohorts,
  currency,
}: {
  cohorts: readonly ReferralCohort[];
  currency: string | undefined;
}) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={chartPoints(cohorts, currency)}
        margin={{ top: 4, right: 0, bottom: 0, left: -16 }}
        accessibilityLayer
        title="Referred teams by week of sign-up"
      >
        <CartesianGrid {...GRID} />
        <XAxis dataKey="name" {...AXIS} minTickGap={20} />
        <YAxis yAxisId="teams" allowDecimals={false} {...AXIS} axisLine={false} />
        {currency && <YAxis yAxisId="money" orientation="right" width={52} {...AXIS} axisLine={false} />}
        <Tooltip {...TOOLTIP} />
        <Legend
          itemSorter={null}
          iconSize={10}
          formatter={(name) => <span className="text-[13px] text-dim">{name}</span>}
        />
        <Bar
          maxBarSize={44}
          yAxisId="teams"
          dataKey="signups"
          name="Signed up"
          fill="var(--edge)"
          isAnimationActive={false}
        />
        <Bar
          maxBarSize={44}
          yAxisId="teams"
          dataKey="activated"
          name="Activated"
          fill="var(--orbis)"
          isAnimationActive={false}
        />
        <Bar
          maxBarSize={44}
          yAxisId="teams"
          dataKey="paid"
          name="Paying"
          fill="var(--good)"
          isAnimationActive={false}
        />
        {currency && (
          <Line
            yAxisId="money"
            dataKey="revenue"
            name={`Revenue, ${currency}`}
            stroke="var(--signal)"
            strokeWidth={2}
            isAnimationActive={false}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
