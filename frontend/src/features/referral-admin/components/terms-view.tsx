import type { ReferralTermsVersion } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { ErrorState } from '../../../components/ui/states.js';
import { formatDate } from '../../../lib/format.js';
import { times } from '@orbisvoice/contracts/words';
import { termsQuery } from '../api/read-office.js';
import { termsWords } from '../lib/terms-words.js';
import { AgreementsDialog } from './agreements-dialog.js';
import { TermsForm } from './terms-form.js';

/** Every version of what the programme pays for. None is ever changed; a new one begins ahead of time. */
export function TermsView() {
  const terms = useQuery(termsQuery());
  const [shown, setShown] = useState<ReferralTermsVersion>();
  if (terms.isPending) return <ListSkeleton label="Loading terms" rows={2} />;
  if (!terms.data) return <ErrorState error={terms.error} onRetry={() => void terms.refetch()} />;
  const versions = terms.data.items;
  const [newest] = versions;
  const inForce = versions.find(({ effectiveFrom }) => Date.parse(effectiveFrom) <= terms.dataUpdatedAt);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <ul className="grid gap-3" aria-label="Versions of the terms">
        {versions.map((one) => (
          <li key={one.version} className="rounded-card border border-line p-4 text-sm">
            <div className="flex flex-wrap items-start justify-between gap-3">
              <div>
                <h2 className="font-medium">Version {one.version}</h2>
                <p className="text-[13px] text-dim">
                  {Date.parse(one.effectiveFrom) > 0
                    ? `From ${formatDate(one.effectiveFrom)}`
                    : 'From the beginning'}{' '}
                  · {one.reason}
                </p>
              </div>
              <Standing version={one} inForce={inForce} />
            </div>
            <ul className="mt-3 grid gap-1 border-l-2 border-line pl-4">
              {termsWords(one.settings).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
            <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
              <span className="text-[13px] text-dim tabular-nums">
                {times(one.agreements, 'partner')} agreed
              </span>
              {one.agreements > 0 && (
                <Button
                  aria-label={`Who agreed to version ${one.version}`}
                  onClick={() => {
                    setShown(one);
                  }}
                >
                  Who agreed
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {/* A version that was published becomes what the next one begins with. */}
      {newest && <TermsForm key={newest.version} newest={newest} />}
      <AgreementsDialog version={shown?.version} onClose={() => setShown(undefined)} />
    </div>
  );
}

interface StandingProps {
  version: ReferralTermsVersion;
  inForce: ReferralTermsVersion | undefined;
}

function Standing({ version, inForce }: StandingProps) {
  if (version.version === inForce?.version) return <Badge tone="good">In force</Badge>;
  return version.version > (inForce?.version ?? 0) ? <Badge tone="warn">To come</Badge> : <Badge>Past</Badge>;
}
