import { MEASURED_ON, RECOVERIES } from '../lib/measured.js';

const LONGEST_MS = 3_000;
const seconds = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** Silent failures, and how long a caller waits: each bar is the wait, its dark part the time until it was noticed. */
export function RecoveryTable() {
  return (
    <figure>
      <ul className="grid gap-px overflow-hidden rounded-card border border-line bg-line">
        {RECOVERIES.map(({ what, noticedMs, heardMs }) => (
          <li
            key={what}
            className="grid items-center gap-x-8 gap-y-3 bg-paper px-5 py-4 md:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)_17.5rem]"
          >
            <span className="text-[15px] font-medium">{what}</span>
            <svg
              viewBox={`0 0 ${LONGEST_MS} 60`}
              preserveAspectRatio="none"
              aria-hidden="true"
              className="h-2 w-full"
            >
              <rect width={LONGEST_MS} height="60" rx="30" fill="var(--mist)" />
              <rect width={heardMs} height="60" fill="var(--signal)" />
              <rect width={noticedMs} height="60" fill="var(--orbis)" />
            </svg>
            <span className="text-sm text-dim md:text-right tabular-nums">
              noticed {seconds(noticedMs)}, <span className="text-ink">heard again {seconds(heardMs)}</span>
            </span>
          </li>
        ))}
      </ul>
      <figcaption className="mt-4 text-sm text-dim">
        95th percentiles of ten calls each, by{' '}
        <code className="font-mono text-[12.5px]">npm run bench:guard</code> on {MEASURED_ON}. Time begins
        where the caller begins to wait in vain.
      </figcaption>
    </figure>
  );
}
