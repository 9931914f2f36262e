import type { Me } from '@orbisvoice/contracts';
import { lazy, Suspense } from 'react';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { EmptyState } from '../../../components/ui/states.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { OfficeNav, viewOf } from '../../../features/referral-admin/components/office-nav.js';
import { useChangeSearchParam, useSearchParams } from '../../../lib/router/hooks.js';
import { useOutletContext } from '../../../lib/router/outlet.js';
import { useTitle } from '../../../lib/use-title.js';

// One view is open at a time, and brings its own code.
const folder = {
  cohorts: () => import('../../../features/referral-admin/components/cohorts-view.js'),
  partners: () => import('../../../features/referral-admin/components/partners-view.js'),
  payouts: () => import('../../../features/referral-admin/components/payouts-view.js'),
  flags: () => import('../../../features/referral-admin/components/flags-view.js'),
  conflicts: () => import('../../../features/referral-admin/components/conflicts-view.js'),
  corrections: () => import('../../../features/referral-admin/components/corrections-view.js'),
  terms: () => import('../../../features/referral-admin/components/terms-view.js'),
  exports: () => import('../../../features/referral-admin/components/exports-view.js'),
  mirror: () => import('../../../features/referral-admin/components/mirror-view.js'),
};
const CohortsView = lazy(async () => ({ default: (await folder.cohorts()).CohortsView }));
const PartnersView = lazy(async () => ({ default: (await folder.partners()).PartnersView }));
const PayoutsView = lazy(async () => ({ default: (await folder.payouts()).PayoutsView }));
const FlagsView = lazy(async () => ({ default: (await folder.flags()).FlagsView }));
const ConflictsView = lazy(async () => ({ default: (await folder.conflicts()).ConflictsView }));
const CorrectionsView = lazy(async () => ({ default: (await folder.corrections()).CorrectionsView }));
const TermsView = lazy(async () => ({ default: (await folder.terms()).TermsView }));
const ExportsView = lazy(async () => ({ default: (await folder.exports()).ExportsView }));
const MirrorView = lazy(async () => ({ default: (await folder.mirror()).MirrorView }));

const partnerPath = (id: string): string => `${paths.referralOffice}?view=partners&q=${id}`;

/** For the people who run the installation; the API refuses everybody else, whatever a page shows. */
export function Component() {
  useTitle('Referral office');
  const { platformAdmin } = useOutletContext<Me>();
  const [search] = useSearchParams();
  const change = useChangeSearchParam();
  if (!platformAdmin)
    return (
      <>
        <PageHeader title="Referral office" />
        <EmptyState
          title="This page is for the people who run this installation"
          text="They are named in its configuration, and have confirmed their address."
          action={<TextLink to={paths.agents}>Back to the dashboard</TextLink>}
        />
      </>
    );
  const view = viewOf(search.get('view'));
  return (
    <>
      <PageHeader title="Referral office" text="Who brings whom, what it earns, and what is paid for it." />
      <OfficeNav path={paths.referralOffice} view={view} />
      <Suspense fallback={<ListSkeleton label="Loading" />}>
        {view === 'cohorts' && <CohortsView />}
        {view === 'partners' && (
          <PartnersView
            filter={{ q: search.get('q') ?? '', status: search.get('status') ?? '' }}
            onFilter={change}
          />
        )}
        {view === 'payouts' && (
          <PayoutsView
            state={search.get('state') ?? ''}
            onState={(state) => change('state', state)}
            partnerPath={partnerPath}
          />
        )}
        {view === 'flags' && <FlagsView partnerPath={partnerPath} />}
        {view === 'conflicts' && <ConflictsView />}
        {view === 'corrections' && <CorrectionsView />}
        {view === 'terms' && <TermsView />}
        {view === 'exports' && <ExportsView />}
        {view === 'mirror' && <MirrorView />}
      </Suspense>
    </>
  );
}
