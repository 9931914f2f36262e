import type { ReferralProfile } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { Badge } from '../../../components/ui/badge.js';
import { ErrorState, Loading } from '../../../components/ui/states.js';
import { earningsQuery, termsQuery } from '../api/get-referrals.js';
import { usePartnerSide } from '../lib/partner-side.js';
import { STATUS_WORDS } from '../lib/programme-words.js';
import { EarningsCard } from './earnings-card.js';
import { HistoryCard } from './history-card.js';
import { HowItWorks } from './how-it-works.js';
import { LinkCard } from './link-card.js';
import { MoreLinksCard } from './more-links-card.js';
import { PayoutMethodCard } from './payout-method-card.js';
import { PayoutsCard } from './payouts-card.js';
import { ReferralStats } from './referral-stats.js';
import { TermsCard } from './terms-card.js';

/** All that a partner sees of the programme, as a customer or as an affiliate. */
export function ReferralOverview({ profile }: { profile: ReferralProfile }) {
  const side = usePartnerSide();
  const earnings = useQuery(earningsQuery(side));
  const terms = useQuery(termsQuery());
  const accounts = earnings.data?.accounts;
  const active = profile.status === 'active';
  const { signups } = profile.counts;
  return (
    <div className="grid gap-5">
      {!active && <StatusNotice profile={profile} />}
      <LinkCard profile={profile} />
      <ReferralStats counts={profile.counts} accounts={accounts} />
      {terms.data && signups === 0 && <HowItWorks figures={terms.data.figures} />}
      {earnings.isPending && <EarningsSkeleton />}
      {earnings.isError && <ErrorState error={earnings.error} onRetry={() => void earnings.refetch()} />}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="grid gap-5">
          {accounts?.map((account) => (
            <EarningsCard key={account.currency} account={account} />
          ))}
          <PayoutMethodCard />
        </div>
        <PayoutsCard profile={profile} accounts={accounts ?? []} figures={terms.data?.figures} />
      </div>
      <HistoryCard />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <MoreLinksCard links={profile.links} mayAdd={active} />
        {terms.isError && <ErrorState error={terms.error} onRetry={() => void terms.refetch()} />}
        {terms.data && <TermsCard key={terms.data.version} profile={profile} document={terms.data} />}
      </div>
    </div>
  );
}

function StatusNotice({ profile }: { profile: ReferralProfile }) {
  const { name, tone, text } = STATUS_WORDS[profile.status];
  return (
    <section
      aria-label="State of your account"
      className="flex flex-wrap items-start gap-3 rounded-card border border-line bg-mist p-4 text-sm"
    >
      <Badge tone={tone}>{name}</Badge>
      <p className="min-w-60 flex-1 leading-relaxed">{text}</p>
    </section>
  );
}

const EarningsSkeleton = () => (
  <Loading label="Loading your earnings">
    <div className="skeleton h-40" />
  </Loading>
);
