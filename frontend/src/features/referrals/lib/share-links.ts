import type { ReferralProfile } from '@orbisvoice/contracts';

type ShareText = ReferralProfile['shareTexts'][number];

export interface ShareLink {
  name: string;
  href: string;
}

/** The API's words with another of the partner's own links in them. */
export const shareTextFor = (
  texts: readonly ShareText[],
  channel: ShareText['channel'],
  { from, to }: { from: string; to: string },
): string => (texts.find((text) => text.channel === channel)?.text ?? to).replaceAll(from, to);

/** Addresses that open the words elsewhere, ready to be sent. Nothing of those services is loaded before. */
export function shareLinksOf(texts: Record<ShareText['channel'], string>): ShareLink[] {
  const to = (address: string, query: Record<string, string>): string =>
    // Mail programs take a plus sign for itself and not for a blank.
    `${address}?${new URLSearchParams(query).toString().replaceAll('+', '%20')}`;
  return [
    { name: 'Mail', href: to('mailto:', { subject: 'A voice for your website', body: texts.mail }) },
    { name: 'WhatsApp', href: to('https://wa.me/', { text: texts.short }) },
    {
      name: 'LinkedIn',
      href: to('https://www.linkedin.com/feed/', { shareActive: 'true', text: texts.social }),
    },
    { name: 'X', href: to('https://x.com/intent/post', { text: texts.social }) },
  ];
}
