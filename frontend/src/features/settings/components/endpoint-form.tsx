import type { CreateWebhookEndpoint, WebhookEndpoint } from '@orbisvoice/contracts';
import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { EVENT_WORDS } from '../lib/webhook-words.js';

const FIELDS = ['url', 'description', 'eventTypes'];

type Wish = Pick<CreateWebhookEndpoint, 'url' | 'description' | 'eventTypes'>;

/** As the schema takes it, which fills in an empty description. */
type WishInput = Omit<Wish, 'description'> & Partial<Pick<Wish, 'description'>>;

interface EndpointFormProps {
  endpoint?: WebhookEndpoint;
  submit: string;
  onSubmit: (wish: Wish) => Promise<unknown>;
  onCancel: () => void;
}

/** Where events go and which; for a new endpoint and for one that is there. */
export function EndpointForm({ endpoint, submit, onSubmit, onCancel }: EndpointFormProps) {
  const { register, handleSubmit, setError, formState } = useForm<WishInput, unknown, Wish>({
    resolver: contractResolver(({ CreateWebhookEndpoint }) =>
      CreateWebhookEndpoint.pick({ url: true, description: true, eventTypes: true }),
    ),
    defaultValues: {
      url: endpoint?.url ?? '',
      description: endpoint?.description ?? '',
      eventTypes: endpoint?.eventTypes ?? ['call.ended'],
    },
  });
  const { errors } = formState;
  const send = handleSubmit(async (wish) => {
    try {
      await onSubmit(wish);
    } catch (error) {
      const message = showServerErrors(error, FIELDS, setError);
      if (message) setError('root', { message });
    }
  });
  return (
    <form onSubmit={(event) => void send(event)} noValidate className="grid gap-4">
      <FormError message={errors.root?.message} />
      <Field label="Address" error={errors.url?.message} help="Public and https, on the usual port.">
        {(field) => (
          <Input
            {...field}
            {...register('url')}
            type="url"
            placeholder="https://hooks.example.com/orbis"
            spellCheck={false}
            autoFocus
          />
        )}
      </Field>
      <Field label="Description" error={errors.description?.message} help="For you and your team.">
        {(field) => <Input {...field} {...register('description')} />}
      </Field>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 text-sm font-medium">Events</legend>
        {Object.entries(EVENT_WORDS).map(([type, text]) => (
          <label
            key={type}
            className="-mx-2 flex cursor-pointer items-start gap-3 rounded-control px-2 py-1 hover:bg-mist"
          >
            <input
              type="checkbox"
              value={type}
              {...register('eventTypes')}
              className="mt-0.5 size-4 shrink-0 accent-orbis"
            />
            <span className="min-w-0 text-sm">
              <code className="font-mono text-[13px]">{type}</code>
              <span className="block text-[13px] text-dim">{text}</span>
            </span>
          </label>
        ))}
        {errors.eventTypes && <p className="text-[13px] text-bad">Choose at least one event.</p>}
      </fieldset>
      <div className="mt-1 flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" busy={formState.isSubmitting}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
