import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ErrorState, Loading } from '../../../components/ui/states.js';
import { retentionQuery } from '../api/retention.js';
import { USUAL_DAYS } from '../lib/retention-words.js';

const RetentionForm = lazy(async () => ({ default: (await import('./retention-form.js')).RetentionForm }));

/** For how long calls are kept: everybody may know it, owners and admins choose. */
export function Retention({ manages }: { manages: boolean }) {
  const retention = useQuery(retentionQuery());
  return (
    <>
      <PageHeader
        title="Data retention"
        text={`For how long what was said is kept. A team begins with ${USUAL_DAYS} days.`}
      />
      {retention.isPending && <ListSkeleton label="Loading the period" rows={1} />}
      {retention.isError && <ErrorState error={retention.error} onRetry={() => void retention.refetch()} />}
      {retention.data && (
        <Card title="Calls and transcripts">
          {manages ? (
            <Suspense
              fallback={
                <Loading label="Loading the form">
                  <div className="skeleton h-24" />
                </Loading>
              }
            >
              <RetentionForm retention={retention.data} />
            </Suspense>
          ) : (
            <p className="text-sm">
              {retention.data.callDays === null
                ? 'Calls are kept until somebody erases them.'
                : `Calls are erased when they are ${retention.data.callDays} days old.`}{' '}
              <span className="text-dim">Owners and admins choose this.</span>
            </p>
          )}
        </Card>
      )}
      <dl className="mt-4 grid gap-3 text-[13px] leading-relaxed text-dim sm:grid-cols-2">
        <div>
          <dt className="font-medium text-ink">What goes</dt>
          <dd>
            Transcript, timeline, rating and comment, the visitor’s name and site; and at the same age what
            tools booked and answered outside of calls. It cannot be brought back.
          </dd>
        </div>
        <div>
          <dt className="font-medium text-ink">What stays</dt>
          <dd>
            That there was a call, its length, latency and cost, so that analytics and bills still add up.
          </dd>
        </div>
      </dl>
    </>
  );
}
