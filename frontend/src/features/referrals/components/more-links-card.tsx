import type { ReferralLink } from '@orbisvoice/contracts';
import { lazy, Suspense, useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { messageOf } from '../../../lib/api-error.js';
import { formatDate } from '../../../lib/format.js';
import { toast } from '../../../lib/toast.js';
import { useRetireLink } from '../api/change-referrals.js';

/** Most visits choose no code. */
const AddLinkForm = lazy(async () => ({ default: (await import('./add-link-form.js')).AddLinkForm }));

/** Codes of one's own choice, and what became of all of them. */
export function MoreLinksCard({ links, mayAdd }: { links: readonly ReferralLink[]; mayAdd: boolean }) {
  const [retiring, setRetiring] = useState<ReferralLink>();
  const retire = useRetireLink();
  const confirm = (): void =>
    retire.mutate(retiring?.id ?? '', {
      onSuccess: () => setRetiring(undefined),
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  const live = links.filter(({ retiredAt }) => retiredAt === null);
  return (
    <Card title="Codes" text="People may follow a link or type its code when they sign up.">
      <ul className="divide-y divide-line">
        {links.map((link) => (
          <li key={link.id} className="flex items-center justify-between gap-4 py-2.5 text-sm first:pt-0">
            <span className="min-w-0">
              <code className="block truncate font-mono text-[13px] font-medium">{link.code}</code>
              <span className="text-[13px] text-dim">since {formatDate(link.createdAt)}</span>
            </span>
            {link.retiredAt !== null && <Badge>Retired</Badge>}
            {link.retiredAt === null && live.length > 1 && (
              <Button look="quiet" onClick={() => setRetiring(link)} aria-label={`Retire ${link.code}`}>
                Retire
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayAdd && (
        <Suspense fallback={<div className="skeleton mt-4 h-24" />}>
          <AddLinkForm />
        </Suspense>
      )}
      <ConfirmDialog
        open={retiring !== undefined}
        onClose={() => setRetiring(undefined)}
        onConfirm={confirm}
        busy={retire.isPending}
        title={`Retire “${retiring?.code ?? ''}”?`}
        confirm="Retire it for good"
      >
        Its links bring nobody from now on, and the code is never given to anybody again, to you neither.
        Whoever signed up by it stays yours.
      </ConfirmDialog>
    </Card>
  );
}
