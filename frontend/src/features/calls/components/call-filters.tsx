import type { Agent } from '@orbisvoice/contracts';
import { CALL_CHANNELS, CALL_STATUSES } from '@orbisvoice/contracts/words';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Input, Select } from '../../../components/ui/input.js';
import type { CallFilter } from '../api/get-calls.js';
import { CHANNELS } from '../lib/call-words.js';

export const DAYS = [1, 7, 30, 90] as const;
const TYPING_PAUSE_MS = 300;
const STATUS_NAMES = { created: 'Not begun', live: 'Live', ended: 'Ended' } as const;

/** As they stand in the address; days and ratings mean several fields of the API. */
export type FilterName = 'agentId' | 'status' | 'channel' | 'failure' | 'rating' | 'days' | 'q';

interface CallFiltersProps {
  filter: CallFilter;
  rating: string;
  days: string;
  agents: readonly Pick<Agent, 'id' | 'name'>[];
  onChange: (name: FilterName, value: string) => void;
}

export function CallFilters({ filter, rating, days, agents, onChange }: CallFiltersProps) {
  const choice = (
    name: FilterName,
    label: string,
    value: string | undefined,
    options: [string, string][],
  ) => (
    <Select aria-label={label} value={value ?? ''} onChange={(event) => onChange(name, event.target.value)}>
      {options.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </Select>
  );
  return (
    <search className="mb-4 grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
      <div className="col-span-full">
        <SearchBox value={filter.q ?? ''} onChange={(value) => onChange('q', value)} />
      </div>
      {choice('agentId', 'Agent', filter.agentId, [
        ['', 'All agents'],
        ...agents.map(({ id, name }): [string, string] => [id, name]),
      ])}
      {choice('status', 'State', filter.status, [
        ['', 'Any state'],
        ...CALL_STATUSES.map((status): [string, string] => [status, STATUS_NAMES[status]]),
      ])}
      {choice('channel', 'Channel', filter.channel, [
        ['', 'Anywhere'],
        ...CALL_CHANNELS.map((channel): [string, string] => [channel, CHANNELS[channel]]),
      ])}
      {choice('days', 'Time', days, [
        ['', 'Any time'],
        ...DAYS.map((count): [string, string] => [
          String(count),
          count === 1 ? 'Last 24 hours' : `Last ${count} days`,
        ]),
      ])}
      {choice('failure', 'Failures', filter.failure, [
        ['', 'Any outcome'],
        ['any', 'Any failure'],
        ['error', 'Failed'],
        ['silent', 'Recovered'],
      ])}
      {choice('rating', 'Rating', rating, [
        ['', 'Any rating'],
        ['low', 'Rated 1–2'],
        ['middle', 'Rated 3'],
        ['high', 'Rated 4–5'],
      ])}
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
