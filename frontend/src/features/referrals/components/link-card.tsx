import type { ReferralProfile } from '@orbisvoice/contracts';
import { lazy, Suspense, useState } from 'react';
import { Card } from '../../../components/ui/card.js';
import { CopyButton } from '../../../components/ui/copy-button.js';
import { Input, Select } from '../../../components/ui/input.js';
import { ShareButtons } from './share-buttons.js';

const QrCode = lazy(async () => ({ default: (await import('./qr-code.js')).QrCode }));

/** The link to send on, in every form in which it can be sent. */
export function LinkCard({ profile }: { profile: ReferralProfile }) {
  const live = profile.links.filter(({ retiredAt }) => retiredAt === null);
  const [chosenId, setChosenId] = useState<string>();
  const link = live.find(({ id }) => id === chosenId) ?? live[0];
  if (!link) return null;
  return (
    <Card title="Your link" text="Whoever signs up by it is yours. Say openly that you may be rewarded.">
      <div className="grid gap-6 sm:grid-cols-[1fr_auto]">
        <div className="grid min-w-0 content-start gap-4">
          {live.length > 1 && (
            <Select
              aria-label="Which link"
              value={link.id}
              onChange={(event) => setChosenId(event.target.value)}
            >
              {live.map(({ id, code, destination }) => (
                <option key={id} value={id}>
                  {code} ({DESTINATIONS[destination] ?? destination})
                </option>
              ))}
            </Select>
          )}
          <div className="flex gap-2">
            <Input
              readOnly
              value={link.url}
              aria-label="Your referral link"
              className="font-mono"
              onFocus={(event) => event.target.select()}
            />
            {/* Another link is another thing to copy. */}
            <CopyButton key={link.id} text={link.url} label="Copy link" />
          </div>
          <ShareButtons texts={profile.shareTexts} ownUrl={live[0]?.url ?? link.url} url={link.url} />
        </div>
        <div className="grid justify-items-start gap-1.5 sm:justify-items-center">
          <Suspense fallback={<div className="skeleton size-36" />}>
            <QrCode text={link.url} label={`QR code of ${link.url}`} />
          </Suspense>
          <p className="text-xs text-dim">For paper and slides</p>
        </div>
      </div>
    </Card>
  );
}

const DESTINATIONS: Record<string, string> = {
  home: 'home page',
  signup: 'sign-up page',
  affiliates: 'affiliate page',
};
