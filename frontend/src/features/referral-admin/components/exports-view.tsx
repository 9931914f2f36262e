import { Download } from 'lucide-react';
import { useState } from 'react';
import { buttonClass } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { DATASETS } from '../lib/office-words.js';

type Dataset = keyof typeof DATASETS;

/** A file is a link, so the browser saves it while the server streams it. */
const addressOf = (query: Record<string, string>): string =>
  `/admin/referral-export.csv?${new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString()}`;

export function ExportsView() {
  const [dataset, setDataset] = useState<Dataset>('commissions');
  const [range, setRange] = useState({ from: '', to: '' });
  const [people, setPeople] = useState(false);
  const [bom, setBom] = useState(false);
  const backwards = range.from !== '' && range.to !== '' && range.from > range.to;
  const address = addressOf({ dataset, ...range, people: people ? '1' : '', bom: bom ? '1' : '' });
  return (
    <Card
      title="Files for accounting"
      text="CSV by RFC 4180. Amounts stand as decimals and as whole minor units, with their currency. Every download is in the audit log."
    >
      <div className="grid gap-5">
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-sm font-medium">Dataset</legend>
          {Object.entries(DATASETS).map(([value, { name, text }]) => (
            <label
              key={value}
              className="-mx-2 flex cursor-pointer items-start gap-3 rounded-control px-2 py-1.5 text-sm hover:bg-mist"
            >
              <input
                type="radio"
                name="dataset"
                value={value}
                checked={value === dataset}
                onChange={() => setDataset(value as Dataset)}
                className="mt-0.5 size-4 shrink-0 accent-orbis"
              />
              <span>
                <span className="block font-medium">{name}</span>
                <span className="block text-[13px] text-dim">{text}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="grid gap-3 sm:max-w-md sm:grid-cols-2">
          <Field label="From" help="First day, UTC. Empty: from the beginning.">
            {(field) => (
              <Input
                {...field}
                type="date"
                value={range.from}
                onChange={(event) => setRange({ ...range, from: event.target.value })}
              />
            )}
          </Field>
          <Field
            label="To"
            help="Last day, included. Empty: until now."
            error={backwards ? 'This is before the first day.' : undefined}
          >
            {(field) => (
              <Input
                {...field}
                type="date"
                value={range.to}
                onChange={(event) => setRange({ ...range, to: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div className="grid gap-1">
          <Checkbox
            label="With names and addresses of partners"
            help="Left out unless somebody needs them."
            checked={people}
            onChange={(event) => setPeople(event.target.checked)}
          />
          <Checkbox
            label="For a spreadsheet program that misreads accents"
            help="A mark at the beginning of the file; importers of accounting programs dislike it."
            checked={bom}
            onChange={(event) => setBom(event.target.checked)}
          />
        </div>
        <div>
          {backwards ? (
            <span className={`${buttonClass('primary')} opacity-55`}>Download</span>
          ) : (
            <a href={address} download className={buttonClass('primary')}>
              <Download size={16} aria-hidden="true" />
              Download {DATASETS[dataset].name.toLowerCase()}
            </a>
          )}
        </div>
        <p className="text-[13px] leading-relaxed text-dim">
          An apostrophe stands in front of a text that a spreadsheet would otherwise compute. Row count, sums
          by currency and a digest of the file are in its headers (
          <code className="font-mono text-xs">x-export-rows</code>,{' '}
          <code className="font-mono text-xs">x-export-totals</code>,{' '}
          <code className="font-mono text-xs">x-export-sha256</code>).
        </p>
      </div>
    </Card>
  );
}
