import { AdjustForm } from './adjust-form.js';
import { ForgetTeamForm } from './forget-team-form.js';
import { OverrideForm } from './override-form.js';

/** What only a person may do to the books, each time by a new entry that says why, and what is kept beside them. */
export const CorrectionsView = () => (
  <div className="grid items-start gap-5 lg:grid-cols-2">
    <OverrideForm />
    <AdjustForm />
    <ForgetTeamForm />
  </div>
);
