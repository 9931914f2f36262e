import type { ReferralLink } from '@orbisvoice/contracts';
import type { LinkRecord } from '../persistence/links.repository.js';

export const toReferralLink = (
  { id, code, destination, createdAt, retiredAt }: LinkRecord,
  publicUrl: string,
): ReferralLink => ({
  id,
  code,
  url: new URL(`/r/${code}`, publicUrl).href,
  destination,
  createdAt: createdAt.toISOString(),
  retiredAt: retiredAt?.toISOString() ?? null,
});
