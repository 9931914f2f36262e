import type { Analytics } from '@orbisvoice/contracts';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { AXIS, GRID, TOOLTIP } from '../../../components/ui/chart-look.js';
import { pointName } from '../lib/figures.js';

const MARGIN = { top: 4, right: 4, bottom: 0, left: -12 };

const named = (analytics: Analytics) =>
  analytics.series.map((point) => ({
    ...point,
    name: pointName(point.from, analytics),
    fine: point.calls - point.errors - point.silentFailures,
  }));

/** This file holds the chart library, and is loaded when a chart is shown. */
export function VolumeChart({ analytics }: { analytics: Analytics }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={named(analytics)} margin={MARGIN} accessibilityLayer title="Calls over time">
        <CartesianGrid {...GRID} />
        <XAxis dataKey="name" {...AXIS} minTickGap={28} />
        <YAxis allowDecimals={false} {...AXIS} axisLine={false} />
        <Tooltip {...TOOLTIP} />
        <Bar dataKey="fine" name="Fine" stackId="calls" fill="var(--orbis)" isAnimationActive={false} />
        <Bar
          dataKey="silentFailures"
          name="Silent failures"
          stackId="calls"
          fill="var(--warn)"
          isAnimationActive={false}
        />
        <Bar dataKey="errors" name="Failed" stackId="calls" fill="var(--bad)" isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

export function LatencyChart({ analytics }: { analytics: Analytics }) {
  const line = {
    type: 'monotone',
    dot: false,
    strokeWidth: 2,
    isAnimationActive: false,
    connectNulls: true,
  } as const;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={named(analytics)}
        margin={{ ...MARGIN, left: 0 }}
        accessibilityLayer
        title="Latency over time"
      >
        <CartesianGrid {...GRID} />
        <XAxis dataKey="name" {...AXIS} minTickGap={28} />
        <YAxis unit=" ms" width={68} {...AXIS} axisLine={false} />
        <Tooltip {...TOOLTIP} />
        <Line dataKey="voiceToVoiceP50Ms" name="Median" unit=" ms" stroke="var(--orbis)" {...line} />
        <Line
          dataKey="voiceToVoiceP95Ms"
          name="p95"
          unit=" ms"
          stroke="var(--signal)"
          strokeDasharray="5 4"
          {...line}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
