import { CALL_STATUSES, type Agent } from '@orbisvoice/contracts';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Input, Select } from '../../../components/ui/input.js';
import type { CallFilter } from '../api/get-calls.js';

const TYPING_PAUSE_MS = 300;
const STATUS_NAMES = { created: 'Not begun', live: 'Live', ended: 'Ended' } as const;

interface CallFiltersProps {
  filter: CallFilter;
  agents: readonly Pick<Agent, 'id' | 'name'>[];
  onChange: (name: keyof CallFilter, value: string) => void;
}

export function CallFilters({ filter, agents, onChange }: CallFiltersProps) {
  return (
    <search className="mb-4 grid gap-2 sm:grid-cols-[1fr_12rem_9rem]">
      <SearchBox value={filter.q ?? ''} onChange={(value) => onChange('q', value)} />
      <Select
        aria-label="Agent"
        value={filter.agentId ?? ''}
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
        aria-label="State"
        value={filter.status ?? ''}
        onChange={(event) => onChange('status', event.target.value)}
      >
        <option value="">Any state</option>
        {CALL_STATUSES.map((status) => (
          <option key={status} value={status}>
            {STATUS_NAMES[status]}
          </option>
        ))}
      </Select>
    </search>
  );
}

/** Searches a moment after the last key, so that a word is one request and not seven. */
function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <span className="relative block">
      <Search size={16} aria-hidden="true" className="absolute top-1/2 left-3 -translate-y-1/2 text-dim" />
      <Input
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label="Search in what was said"
        placeholder="Search in what was said"
        maxLength={200}
        className="pl-9"
      />
    </span>
  );
}
