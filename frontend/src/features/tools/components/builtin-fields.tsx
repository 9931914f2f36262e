import { useController, useFormContext, useWatch } from 'react-hook-form';
import { Card } from '../../../components/ui/card.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select, Textarea } from '../../../components/ui/input.js';
import { cx } from '../../../lib/cx.js';
import type { BuiltinForm, ToolFormValues } from '../lib/tool-form.mapping.js';

const BUILTINS: Record<BuiltinForm['name'], string> = {
  sendEmail: 'Send an e-mail',
  bookMeeting: 'Book a meeting',
  endCall: 'End the call',
  transferToHuman: 'Hand over to a person',
};

/** What OrbisVoice does itself, and how the team wants it done. */
export function BuiltinFields() {
  const { register, control } = useFormContext<ToolFormValues>();
  const name = useWatch({ control, name: 'builtin.name' });
  return (
    <Card title="What it does">
      <div className="grid gap-5">
        <Field label="Action">
          {(field) => (
            <Select {...field} {...register('builtin.name')} className="max-w-64">
              {Object.entries(BUILTINS).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {name === 'endCall' && (
          <p className="text-sm text-dim">
            The call ends once the goodbye was heard. There is nothing to set.
          </p>
        )}
        {name === 'sendEmail' && <EmailFields />}
        {name === 'bookMeeting' && <MeetingFields />}
        {name === 'transferToHuman' && <TransferFields />}
      </div>
    </Card>
  );
}

function Recipients({ help }: { help: string }) {
  const { register, formState } = useFormContext<ToolFormValues>();
  return (
    <Field label="Addresses" error={formState.errors.builtin?.recipients?.message} help={help}>
      {(field) => (
        <Textarea
          {...field}
          {...register('builtin.recipients')}
          rows={2}
          spellCheck={false}
          placeholder="sales@example.com"
        />
      )}
    </Field>
  );
}

function EmailFields() {
  const { register } = useFormContext<ToolFormValues>();
  return (
    <>
      <Recipients help="Whom the agent may write to, one a line. Never anybody whom only a visitor named." />
      <Checkbox label="Members of the team too" {...register('builtin.toMembers')} />
    </>
  );
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function MeetingFields() {
  const { register, formState } = useFormContext<ToolFormValues>();
  const { field: days } = useController<ToolFormValues, 'builtin.days'>({ name: 'builtin.days' });
  const errors = formState.errors.builtin;
  const toggle = (day: number): void =>
    days.onChange(
      days.value.includes(day) ? days.value.filter((one) => one !== day) : [...days.value, day].sort(),
    );
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          label="Calendar"
          error={errors?.calendar?.message}
          help="Tools that name the same one share its free time."
        >
          {(field) => <Input {...field} {...register('builtin.calendar')} />}
        </Field>
        <Field label="Time zone" error={errors?.timeZone?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('builtin.timeZone')}
              spellCheck={false}
              placeholder="Europe/Berlin"
            />
          )}
        </Field>
        <Field label="Length" error={errors?.durationMinutes?.message} aside="minutes">
          {(field) => (
            <Input
              {...field}
              {...register('builtin.durationMinutes', { valueAsNumber: true })}
              type="number"
              inputMode="numeric"
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="From" error={errors?.from?.message}>
            {(field) => <Input {...field} {...register('builtin.from')} type="time" />}
          </Field>
          <Field label="To" error={errors?.to?.message}>
            {(field) => <Input {...field} {...register('builtin.to')} type="time" />}
          </Field>
        </div>
      </div>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">Days</legend>
        <div className="flex flex-wrap gap-1.5">
          {DAYS.map((text, index) => (
            <button
              key={text}
              type="button"
              aria-pressed={days.value.includes(index + 1)}
              onClick={() => toggle(index + 1)}
              className={cx(
                'h-9 rounded-control border px-3 text-sm',
                days.value.includes(index + 1)
                  ? 'border-orbis bg-orbis/10 font-medium'
                  : 'border-line text-dim hover:bg-mist',
              )}
            >
              {text}
            </button>
          ))}
        </div>
        {errors?.days?.message && <p className="mt-1.5 text-[13px] text-bad">{errors.days.message}</p>}
      </fieldset>
      <Recipients help="They get the invitation too, besides the visitor. One a line." />
    </>
  );
}

function TransferFields() {
  const { register, formState } = useFormContext<ToolFormValues>();
  const errors = formState.errors.builtin;
  return (
    <>
      <Recipients help="They get a mail with the conversation so far. One a line." />
      <Field
        label="Webhook"
        error={errors?.webhookUrl?.message}
        help="Gets the same as JSON, signed with the secret WEBHOOK_SECRET, which is set below once the tool is saved."
      >
        {(field) => (
          <Input
            {...field}
            {...register('builtin.webhookUrl')}
            inputMode="url"
            spellCheck={false}
            className="font-mono text-[13px]"
          />
        )}
      </Field>
      <Field label="What the visitor is told" error={errors?.message?.message}>
        {(field) => <Input {...field} {...register('builtin.message')} />}
      </Field>
    </>
  );
}
