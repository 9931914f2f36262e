import { Loading } from './states.js';

/** The place of a list that is on its way. */
export function ListSkeleton({ label, rows = 5 }: { label: string; rows?: number }) {
  return (
    <Loading label={label}>
      <div className="divide-y divide-line rounded-card border border-line">
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="flex items-center gap-4 px-4 py-4">
            <div className="skeleton size-9 rounded-full" />
            <div className="grid flex-1 gap-2">
              <div className="skeleton h-3.5 w-2/5" />
              <div className="skeleton h-3 w-3/5" />
            </div>
            <div className="skeleton h-5 w-16" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
