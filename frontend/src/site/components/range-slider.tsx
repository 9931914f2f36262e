interface RangeSliderProps {
  name: string;
  label: string;
  min: number;
  max: number;
  step?: number;
  value: number;
  /** How the value is written where it is no plain number. */
  text?: string;
}

/** A slider of a calculator, with its value beside it. */
export const RangeSlider = ({ name, label, min, max, step = 1, value, text }: RangeSliderProps) => (
  <label className="grid gap-2 text-sm">
    <span className="flex items-baseline justify-between gap-4">
      <span>{label}</span>
      <span data-out={name} className="font-mono text-[13px] tabular-nums">
        {text ?? value.toLocaleString('en-US')}
      </span>
    </span>
    <input
      type="range"
      name={name}
      min={min}
      max={max}
      step={step}
      defaultValue={value}
      className="h-6 w-full accent-orbis"
    />
  </label>
);

export const CalculatorResult = ({ name, label, text }: { name: string; label: string; text: string }) => (
  <div className="flex flex-col">
    <dt className="order-2 text-[13px] text-dim">{label}</dt>
    <dd data-out={name} className="figure text-2xl sm:text-3xl">
      {text}
    </dd>
  </div>
);
