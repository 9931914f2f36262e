import { Loading } from '../../../components/ui/states.js';

export const OverviewSkeleton = () => (
  <Loading label="Loading your referrals">
    <div className="grid gap-5">
      <div className="skeleton h-56" />
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        {[1, 2, 3, 4].map((place) => (
          <div key={place} className="skeleton h-24" />
        ))}
      </div>
      <div className="grid gap-5 lg:grid-cols-2">
        <div className="skeleton h-64" />
        <div className="skeleton h-64" />
      </div>
    </div>
  </Loading>
);
