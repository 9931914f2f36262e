import { AdjustForm } from './adjust-form.js';
import { OverrideForm } from './override-form.js';

/** Two things that only a person may do to the books, each by a new entry that says why. */
export const CorrectionsView = () => (
  <div className="grid items-start gap-5 lg:grid-cols-2">
    <OverrideForm />
    <AdjustForm />
  </div>
);
