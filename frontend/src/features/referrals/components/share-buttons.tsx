import type { ReferralProfile } from '@orbisvoice/contracts';
import { Share2 } from 'lucide-react';
import { Button, buttonClass } from '../../../components/ui/button.js';
import { toast } from '../../../lib/toast.js';
import { shareLinksOf, shareTextFor } from '../lib/share-links.js';

interface ShareButtonsProps {
  texts: ReferralProfile['shareTexts'];
  /** The link that stands in the texts. */
  ownUrl: string;
  /** The one that is to stand there. */
  url: string;
}

/** Words of the API, opened where they are to be sent; the device's own share sheet where it has one. */
export function ShareButtons({ texts, ownUrl, url }: ShareButtonsProps) {
  const text = (channel: ReferralProfile['shareTexts'][number]['channel']) =>
    shareTextFor(texts, channel, { from: ownUrl, to: url });
  const words = { short: text('short'), mail: text('mail'), social: text('social') };
  const share = (): void =>
    void navigator.share({ text: words.short }).catch((error: unknown) => {
      // Whoever closes the sheet again knows that they did.
      if ((error as Error).name !== 'AbortError') toast('The device could not share it.', 'bad');
    });
  return (
    <ul className="flex flex-wrap gap-2" aria-label="Share your link">
      {'share' in navigator && (
        <li>
          <Button onClick={share}>
            <Share2 size={16} aria-hidden="true" />
            Share
          </Button>
        </li>
      )}
      {shareLinksOf(words).map(({ name, href }) => (
        <li key={name}>
          <a
            href={href}
            {...(!href.startsWith('mailto:') && { target: '_blank', rel: 'noreferrer' })}
            className={buttonClass()}
          >
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
