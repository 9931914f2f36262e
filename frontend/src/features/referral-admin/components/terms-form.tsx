import type { ReferralTermsVersion } from '@orbisvoice/contracts';
import { useForm, useWatch, type UseFormRegister } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select, Textarea } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { toast } from '../../../lib/toast.js';
import { usePublishTerms } from '../api/run-office.js';
import { termsResolver, toTermsValues, type TermsValues } from '../lib/terms.mapping.js';

/** Text fields in their order: name, label, help. */
type TextField = readonly [keyof TermsValues, string, string?];
const BINDING: readonly TextField[] = [
  ['windowDays', 'Days to decide', 'Between link and sign-up.'],
  ['holdDays', 'Days of hold', 'Before a commission may be paid out.'],
];
const REWARDS: readonly TextField[] = [
  ['signupReward', 'Reward for a team', 'Such as 10.00.'],
  ['activationBonus', 'Bonus for the first real call', '0 for none.'],
];
const SALE: Record<TermsValues['saleKind'], readonly TextField[]> = {
  none: [],
  percent: [['saleRate', 'Percent of cash collected', 'Without taxes and after returns.']],
  flat: [['saleFlat', 'Sum for each paid invoice', 'Such as 5.00.']],
};
const BOUNDS: readonly TextField[] = [
  ['saleMonths', 'Months', 'Empty: for as long as a team pays.'],
  ['saleInvoices', 'Invoices', 'Empty: any number.'],
];
const MONEY: readonly TextField[] = [
  ['minimumPayout', 'Smallest payout', 'In whole units of each currency.'],
  ['reviewAbove', 'Look at commissions above', 'In whole units, for one invoice.'],
];

/** Proposes the next version, beginning with the settings of the newest one. */
export function TermsForm({ newest }: { newest: ReferralTermsVersion }) {
  const publish = usePublishTerms();
  const { register, handleSubmit, setError, control, formState } = useForm({
    resolver: termsResolver(newest.settings),
    defaultValues: toTermsValues(newest.settings),
  });
  const { errors } = formState;
  const saleKind = useWatch({ control, name: 'saleKind' });
  const submit = handleSubmit(async (wish) => {
    try {
      await publish.mutateAsync(wish);
      toast('Published. Partners are told by mail.');
    } catch (error) {
      const message = showServerErrors(error, ['effectiveFrom', 'reason'], setError);
      if (message) setError('root', { message });
    }
  });
  const texts = (fields: readonly TextField[]) => <Texts {...{ fields, register, errors }} />;
  return (
    <Card
      title="A new version"
      text="Begins a week ahead at the earliest and changes nothing about what happened before it. Partners agree to it before their next payout."
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <FormError message={errors.root?.message} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Who counts" error={errors.model?.message}>
            {(field) => (
              <Select {...field} {...register('model')}>
                <option value="last_touch">The last link followed</option>
                <option value="first_touch">The first link followed</option>
              </Select>
            )}
          </Field>
          <Field label="Currency of rewards" error={errors.currency?.message}>
            {(field) => <Input {...field} {...register('currency')} autoComplete="off" maxLength={3} />}
          </Field>
          {texts(BINDING)}
          <Field label="A team earns the reward" error={errors.signupRewardRequires?.message}>
            {(field) => (
              <Select {...field} {...register('signupRewardRequires')}>
                <option value="activation">With its first real call</option>
                <option value="first_paid_invoice">With its first paid invoice</option>
                <option value="none">When it signs up</option>
              </Select>
            )}
          </Field>
          {texts(REWARDS)}
          <Field label="Sales earn" error={errors.saleKind?.message}>
            {(field) => (
              <Select {...field} {...register('saleKind')}>
                <option value="percent">A share</option>
                <option value="flat">A fixed sum</option>
                <option value="none">Nothing</option>
              </Select>
            )}
          </Field>
          {texts(SALE[saleKind])}
          {saleKind !== 'none' && texts(BOUNDS)}
          {texts(MONEY)}
          <Field
            label="In force from"
            error={errors.effectiveFrom?.message}
            help="The beginning of that day, UTC."
          >
            {(field) => <Input {...field} {...register('effectiveFrom')} type="date" />}
          </Field>
        </div>
        <Checkbox
          {...register('compareDevices')}
          label="Compare browsers of partners and visitors"
          help="As digests that are gone after two days. Partners consent with these terms; ask visitors before you turn it on."
        />
        <Field label="Reason" error={errors.reason?.message} help="Kept for good, with your name.">
          {(field) => <Textarea {...field} {...register('reason')} rows={3} />}
        </Field>
        <div>
          <Button type="submit" look="primary" busy={formState.isSubmitting}>
            Publish version {newest.version + 1}
          </Button>
        </div>
      </form>
    </Card>
  );
}

interface TextsProps {
  fields: readonly TextField[];
  register: UseFormRegister<TermsValues>;
  errors: Partial<Record<keyof TermsValues, { message?: string | undefined }>>;
}

const Texts = ({ fields, register, errors }: TextsProps) =>
  fields.map(([name, label, help]) => (
    <Field key={name} label={label} help={help} error={errors[name]?.message}>
      {(field) => <Input {...field} {...register(name)} inputMode="decimal" autoComplete="off" />}
    </Field>
  ));
