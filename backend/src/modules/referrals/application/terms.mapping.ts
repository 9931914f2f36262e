import type { ReferralFigures, ReferralTermsDocument } from '@orbisvoice/contracts';
import { digestOf } from '../domain/digest.js';
import { documentOf } from '../domain/terms-document.js';
import { minimumPayoutOf, type Terms } from '../domain/terms.js';

const DAY_MS = 86_400_000;

/** The digest is of the words alone: they are what somebody agrees to. */
export function toTermsDocument(terms: Terms): ReferralTermsDocument {
  const sections = documentOf(terms).map(({ heading, paragraphs }) => ({
    heading,
    paragraphs: [...paragraphs],
  }));
  const { version, effectiveFrom } = terms;
  return {
    version,
    effectiveFrom: new Date(effectiveFrom).toISOString(),
    documentSha256: digestOf({ version, sections }),
    sections,
    figures: toFigures(terms),
  };
}

function toFigures(terms: Terms): ReferralFigures {
  const { currency, sale } = terms;
  const money = (amountMinor: number) => ({ amountMinor, currency });
  return {
    signupReward: money(terms.signupRewardMinor),
    signupRewardRequires: terms.signupRewardRequires,
    activationBonus: money(terms.activationBonusMinor),
    saleRateBps: sale.kind === 'percent' ? sale.rateBps : null,
    saleFlat: sale.kind === 'flat' ? money(sale.amountMinor) : null,
    saleMonths: terms.saleMonths,
    saleInvoices: terms.saleInvoices,
    saleCapMinor: terms.capPerReferralMinor,
    windowDays: terms.windowMs / DAY_MS,
    holdDays: terms.holdMs / DAY_MS,
    minimumPayout: money(minimumPayoutOf(terms, currency)),
  };
}
