import type { ReactNode } from 'react';
import { buttonClass } from '../../components/ui/button.js';
import { countries } from '../../lib/countries.js';

const CONTROL =
  'w-full rounded-control border border-edge/60 bg-paper px-3 text-base sm:text-sm text-ink hover:border-edge aria-invalid:border-bad';

/** Sent by a script (browser/affiliate-form.ts): the API takes JSON from our own pages only. */
export function AffiliateApplication() {
  return (
    <div className="rounded-[20px] border border-line bg-mist p-6 sm:p-8">
      <p className="instead-of-script text-sm text-dim">Sending the form needs JavaScript.</p>
      <form data-application noValidate className="needs-script gap-5">
        <p data-error="form" role="alert" hidden className="text-sm text-bad" />
        <div className="grid gap-5 sm:grid-cols-2">
          <Labelled name="email" label="E-mail" help="We mail you a link to confirm it.">
            <input
              {...control('email')}
              required
              type="email"
              autoComplete="email"
              className={`${CONTROL} h-10`}
            />
          </Labelled>
          <Labelled name="displayName" label="Public name" help="Visitors read it in “Referred by …”.">
            <input
              {...control('displayName')}
              required
              autoComplete="organization"
              className={`${CONTROL} h-10`}
            />
          </Labelled>
          <Labelled name="country" label="Country" help="Where you are taxed.">
            <select {...control('country')} required defaultValue="" className={`${CONTROL} h-10`}>
              <option value="">Choose one</option>
              {countries().map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </Labelled>
          <Labelled name="website" label="Website, if you have one">
            <input
              {...control('website')}
              type="url"
              autoComplete="url"
              placeholder="https://"
              className={`${CONTROL} h-10`}
            />
          </Labelled>
        </div>
        <Labelled
          name="about"
          label="How will you recommend us?"
          help="A person reads it. A sentence is enough."
        >
          <textarea {...control('about')} rows={3} className={`${CONTROL} py-2 leading-relaxed`} />
        </Labelled>
        <div>
          <button type="submit" className={buttonClass('primary', 'lg')}>
            Apply
          </button>
        </div>
      </form>
      <div data-applied hidden tabIndex={-1} className="outline-none">
        <h3 className="text-xl font-semibold tracking-tight">Look into your mail.</h3>
        <p className="mt-2 leading-relaxed text-dim">
          A link is on its way to <b data-address className="font-medium text-ink" />. Press it within 48
          hours; then you read and accept the terms, and a person looks at your application.
        </p>
      </div>
    </div>
  );
}

const control = (name: string) => ({ id: `apply-${name}`, name, 'aria-describedby': `apply-${name}-error` });

function Labelled({
  name,
  label,
  help,
  children,
}: {
  name: string;
  label: string;
  help?: string;
  children: ReactNode;
}) {
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={`apply-${name}`} className="text-sm font-medium">
        {label}
      </label>
      {children}
      <p id={`apply-${name}-error`} data-error={name} hidden className="text-[13px] text-bad" />
      {help && <p className="text-[13px] text-dim">{help}</p>}
    </div>
  );
}
