import type { Member } from '@orbisvoice/contracts';
import { Select } from '../../../components/ui/input.js';
import { AUDIT_CHOICES } from '../lib/audit-words.js';

export const AUDIT_DAYS = [1, 7, 30, 90] as const;

interface AuditFiltersProps {
  search: URLSearchParams;
  members: readonly Member[];
  onChange: (name: string, value: string) => void;
}

export function AuditFilters({ search, members, onChange }: AuditFiltersProps) {
  const control = (name: string, label: string) => ({
    'aria-label': label,
    value: search.get(name) ?? '',
    onChange: (event: { target: { value: string } }) => onChange(name, event.target.value),
  });
  return (
    <search className="mb-4 grid gap-2 sm:grid-cols-3">
      <Select {...control('actor', 'Person')}>
        <option value="">Everybody</option>
        {members.map(({ userId, name }) => (
          <option key={userId} value={userId}>
            {name}
          </option>
        ))}
      </Select>
      <Select {...control('action', 'What')}>
        <option value="">Everything</option>
        {AUDIT_CHOICES.map(([group, actions]) => (
          <optgroup key={group} label={group}>
            {actions.map(([action, words]) => (
              <option key={action} value={action}>
                {words}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      <Select {...control('days', 'Time')}>
        <option value="">Any time</option>
        {AUDIT_DAYS.map((days) => (
          <option key={days} value={days}>
            {days === 1 ? 'Last 24 hours' : `Last ${days} days`}
          </option>
        ))}
      </Select>
    </search>
  );
}
