import type { ReferralFigures, ReferralTermsDocument } from '@orbisvoice/contracts';
import { termsTexts } from '@orbisvoice/contracts/words';
import { formatMoney } from '../../lib/format.js';
import { estimate } from '../lib/estimate.js';
import { FIRST_TERMS } from '../lib/programme.js';
import { startApplication } from './affiliate-form.js';

/** The affiliate page: the terms in force in its text and its calculator, and the form. */
export function startAffiliates(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('[data-estimate]');
  if (!form) return;
  startApplication(page);
  let figures: ReferralFigures = FIRST_TERMS;
  const show = () => showEstimate(form, figures);
  form.addEventListener('input', show);
  show();
  void fetch('/referrals/terms')
    .then(async (answer) => {
      if (!answer.ok) return;
      ({ figures } = (await answer.json()) as ReferralTermsDocument);
      const texts = termsTexts(figures);
      for (const place of page.querySelectorAll<HTMLElement>('[data-terms]'))
        place.textContent = texts[place.dataset.terms ?? ''] ?? '';
      show();
    })
    // The page keeps the terms that it was made with.
    .catch(() => undefined);
}

function showEstimate(form: HTMLFormElement, figures: ReferralFigures): void {
  const value = (name: string): number => Number(new FormData(form).get(name));
  const write = (name: string, text: string) => {
    const place = form.querySelector(`[data-out="${name}"]`);
    if (place) place.textContent = text;
  };
  const signups = value('signups');
  // Nobody pays who never talked, and nobody talks who never came.
  const activated = Math.min(value('activated'), signups);
  const paying = Math.min(value('paying'), activated);
  const monthly = value('monthly');
  const { currency } = figures.signupReward;
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const monthlyMinor = monthly * 10 ** digits;
  const { once, share, total } = estimate(figures, { signups, activated, paying, monthlyMinor });
  for (const [name, count] of Object.entries({ signups, activated, paying })) write(name, String(count));
  write('monthly', formatMoney({ amountMinor: monthlyMinor, currency }));
  write('once', formatMoney(once));
  write('share', formatMoney(share));
  write('total', formatMoney(total));
}
