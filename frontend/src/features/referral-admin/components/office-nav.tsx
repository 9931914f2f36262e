import { cx } from '../../../lib/cx.js';
import { Link } from '../../../lib/router/link.js';
import { useOpenInSight } from '../../../lib/use-open-in-sight.js';

export const VIEWS = [
  ['cohorts', 'Cohorts'],
  ['partners', 'Partners'],
  ['payouts', 'Payouts'],
  ['flags', 'Flags'],
  ['conflicts', 'Conflicts'],
  ['corrections', 'Corrections'],
  ['terms', 'Terms'],
  ['exports', 'Exports'],
  ['mirror', 'Mirror'],
] as const;
export type View = (typeof VIEWS)[number][0];

export const viewOf = (text: string | null): View => VIEWS.find(([view]) => view === text)?.[0] ?? 'cohorts';

export function OfficeNav({ path, view }: { path: string; view: View }) {
  const row = useOpenInSight(view);
  return (
    <nav
      ref={row}
      aria-label="Referral office"
      className="relative -mx-4 mb-6 flex gap-1 overflow-x-auto border-b border-line px-4 sm:-mx-8 sm:px-8 lg:mx-0 lg:px-0"
    >
      {VIEWS.map(([name, text]) => (
        <Link
          key={name}
          to={name === 'cohorts' ? path : `${path}?view=${name}`}
          aria-current={name === view ? 'page' : undefined}
          className={cx(
            'border-b-2 px-3 py-2 text-sm font-medium whitespace-nowrap',
            name === view ? 'border-orbis text-ink' : 'border-transparent text-dim hover:text-ink',
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
