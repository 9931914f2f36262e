import { useState } from 'react';
import { useController } from 'react-hook-form';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';
import { dollarsOf, spendLimitOf } from '../lib/spend-limit.js';

/** What the calls of one day may cost, in dollars; empty is no ceiling. */
export function SpendField() {
  const { field, fieldState } = useController<AgentFormValues, 'dailySpendLimit'>({
    name: 'dailySpendLimit',
  });
  // What is being typed ("4." on the way to 4.50) is no amount yet.
  const [typed, setTyped] = useState<string>();
  return (
    <Field
      label="Spending limit a day"
      error={fieldState.error && 'Enter an amount in dollars, such as 20 or 4.50.'}
      help="In US dollars, by UTC day, at the model’s provider. Calls are refused and ended beyond it. Empty: no limit."
    >
      {(control) => (
        <Input
          {...control}
          ref={field.ref}
          inputMode="decimal"
          placeholder="No limit"
          value={typed ?? dollarsOf(field.value)}
          onChange={(event) => {
            setTyped(event.target.value);
            field.onChange(spendLimitOf(event.target.value));
          }}
          onBlur={() => {
            if (!fieldState.error) setTyped(undefined);
            field.onBlur();
          }}
          className="max-w-40 tabular-nums"
        />
      )}
    </Field>
  );
}
