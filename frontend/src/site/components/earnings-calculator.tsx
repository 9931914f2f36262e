import { formatMoney } from '../../lib/format.js';
import { estimate } from '../lib/estimate.js';
import { FIRST_TERMS } from '../lib/programme.js';
import { CalculatorResult, RangeSlider } from './range-slider.js';

const EXPECTED = { signups: 12, activated: 9, paying: 5, monthlyMinor: 9_900 };
const USUAL = estimate(FIRST_TERMS, EXPECTED);

/** A script answers under the terms in force (browser/affiliates.ts); without one there is nothing to answer with. */
export function EarningsCalculator() {
  const { signups, activated, paying, monthlyMinor } = EXPECTED;
  return (
    <form
      data-estimate
      className="rounded-[20px] border border-line bg-mist p-6 sm:p-8"
      aria-label="What a year may bring"
    >
      <div className="grid gap-6">
        <RangeSlider
          name="signups"
          label="Teams that sign up by your link"
          min={0}
          max={100}
          value={signups}
        />
        <RangeSlider
          name="activated"
          label="Of them, with a first real call"
          min={0}
          max={100}
          value={activated}
        />
        <RangeSlider name="paying" label="Of them, paying" min={0} max={100} value={paying} />
        <RangeSlider
          name="monthly"
          label="What one pays a month, without taxes"
          min={0}
          max={1000}
          value={monthlyMinor / 100}
          text={formatMoney({ amountMinor: monthlyMinor, currency: 'USD' })}
        />
      </div>
      <dl className="needs-script mt-8 gap-4 border-t sm:grid-cols-3 border-line pt-6" aria-live="polite">
        <CalculatorResult name="once" label="rewards" text={formatMoney(USUAL.once)} />
        <CalculatorResult name="share" label="share of a year" text={formatMoney(USUAL.share)} />
        <CalculatorResult name="total" label="together" text={formatMoney(USUAL.total)} />
      </dl>
      <p className="instead-of-script mt-4 text-sm text-dim">Moving the sliders needs JavaScript.</p>
    </form>
  );
}
