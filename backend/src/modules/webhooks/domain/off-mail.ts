import { renderBrandedMail } from '../../../platform/mail/index.js';
import type { EndpointRecord } from './endpoint-record.js';

/** Tells owners that an endpoint hears nothing any more. Of its address only the host is named: paths may hold secrets. */
export function offMail(
  { url, offReason }: Pick<EndpointRecord, 'url' | 'offReason'>,
  page: string,
): { subject: string; text: string; html: string } {
  const { host } = new URL(url);
  const why =
    offReason === 'gone'
      ? `${host} answered 410 Gone, which means that it wants no more messages.`
      : `For five days no message has got through to ${host}.`;
  return {
    subject: `Webhooks to ${host} are switched off`,
    ...renderBrandedMail({
      heading: 'A webhook endpoint is switched off',
      paragraphs: [
        why,
        'We have stopped sending. Messages are kept for a week: repair the endpoint, switch it on again and replay what it missed.',
      ],
      action: { label: 'How to switch it on again', url: page },
      footnote:
        'You get this mail because you own the team. It is sent once for each time an endpoint goes off.',
    }),
  };
}
