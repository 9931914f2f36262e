import type { Me } from '@orbisvoice/contracts';
import { lazy, Suspense } from 'react';
import { Card } from '../../../components/ui/card.js';
import { Loading } from '../../../components/ui/states.js';
import { ErasureList } from './erasure-list.js';
import { TeamExportCard } from './team-export-card.js';

// Forms are as heavy as the rest of the page, which says what it is for without them.
const EraseCallerForm = lazy(async () => ({
  default: (await import('./erase-caller-form.js')).EraseCallerForm,
}));

/** Where owners and admins carry out what a caller asks for, and owners take along what is the team's. */
export function Privacy({ me }: { me: Me }) {
  return (
    <div className="grid gap-4">
      <Card
        title="A caller"
        text="Enter what you know of the person. Whatever has any of it is theirs: calls in which it was said, written or booked."
      >
        <Suspense
          fallback={
            <Loading label="Loading the form">
              <div className="skeleton h-48" />
            </Loading>
          }
        >
          <EraseCallerForm />
        </Suspense>
      </Card>
      <ErasureList />
      <dl className="grid gap-3 text-[13px] leading-relaxed text-dim sm:grid-cols-2">
        <div>
          <dt className="font-medium text-ink">What goes</dt>
          <dd>
            Transcripts, timelines, analyses, ratings, answers of tools, names and addresses in bookings and
            mails. It cannot be brought back, also not by restoring a backup.
          </dd>
        </div>
        <div>
          <dt className="font-medium text-ink">What stays</dt>
          <dd>
            That there were calls, how long and what they cost, that a time is booked, and a fingerprint that
            tells nobody who it was.
          </dd>
        </div>
      </dl>
      <TeamExportCard me={me} />
    </div>
  );
}
