import type { Agent } from '@orbisvoice/contracts';
import { Download } from 'lucide-react';
import { useMemo } from 'react';
import { Select } from '../../../components/ui/input.js';
import { csvAddress, type AnalyticsQuestion } from '../api/get-analytics.js';
import { RANGES, timeZones } from '../lib/ranges.js';

interface AnalyticsFiltersProps {
  range: string;
  question: AnalyticsQuestion;
  agents: readonly Pick<Agent, 'id' | 'name'>[];
  onChange: (name: 'range' | 'agentId' | 'timeZone', value: string) => void;
}

export function AnalyticsFilters({ range, question, agents, onChange }: AnalyticsFiltersProps) {
  const zones = useMemo(() => timeZones(), []);
  return (
    <search className="mb-5 grid gap-2 sm:grid-cols-2 lg:grid-cols-[10rem_13rem_15rem_1fr]">
      <Select aria-label="Range" value={range} onChange={(event) => onChange('range', event.target.value)}>
        {RANGES.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Agent"
        value={question.agentId ?? ''}
        onChange={(event) => onChange('agentId', event.target.value)}
      >
        <option value="">All agents</option>
        {agents.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Time zone"
        value={question.timeZone}
        onChange={(event) => onChange('timeZone', event.target.value)}
      >
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </Select>
      <a
        href={csvAddress(question)}
        download
        className="inline-flex h-10 items-center justify-center gap-2 rounded-control border border-line px-3 text-sm font-medium hover:bg-mist sm:h-9 lg:justify-self-end"
      >
        <Download size={16} aria-hidden="true" />
        CSV
      </a>
    </search>
  );
}
