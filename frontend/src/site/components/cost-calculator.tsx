import { callCost, dollars, USUAL_CALL } from '../lib/call-cost.js';
import { CalculatorResult, RangeSlider } from './range-slider.js';

const CALLS = 1_000;
const USUAL_COST = callCost(USUAL_CALL);

/** Answered once at build for the usual call; a script answers every other one (browser/calculator.ts). */
export function CostCalculator() {
  return (
    <form
      data-calculator
      className="rounded-[20px] border border-line bg-mist p-6 sm:p-8"
      aria-label="Cost of calls"
    >
      <div className="grid gap-6">
        <RangeSlider name="minutes" label="Minutes of a call" min={1} max={30} value={USUAL_CALL.minutes} />
        <RangeSlider name="turns" label="Turns a minute" min={1} max={10} value={USUAL_CALL.turnsPerMinute} />
        <RangeSlider
          name="share"
          label="Percent of the talking that the agent does"
          min={10}
          max={90}
          step={5}
          value={USUAL_CALL.agentShare * 100}
        />
        <RangeSlider
          name="instructions"
          label="Tokens of prompt and tools"
          min={100}
          max={6000}
          step={100}
          value={USUAL_CALL.instructionTokens}
        />
        <RangeSlider name="calls" label="Calls a month" min={100} max={20000} step={100} value={CALLS} />
      </div>
      <dl className="mt-8 grid grid-cols-3 gap-4 border-t border-line pt-6" aria-live="polite">
        <CalculatorResult name="minute" label="a minute" text={dollars(USUAL_COST / USUAL_CALL.minutes)} />
        <CalculatorResult name="call" label="a call" text={dollars(USUAL_COST)} />
        <CalculatorResult name="month" label="a month" text={dollars(USUAL_COST * CALLS)} />
      </dl>
      <p className="instead-of-script mt-4 text-sm text-dim">
        Moving the sliders needs JavaScript; the table does not.
      </p>
    </form>
  );
}
