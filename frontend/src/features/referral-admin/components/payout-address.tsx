import type { AdminPayoutMethod } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/states.js';
import { payoutAddressQuery } from '../api/read-office.js';

const NAMES: Record<string, string> = {
  kind: 'Kind',
  holder: 'Holder',
  iban: 'IBAN',
  email: 'PayPal address',
  accountNumber: 'Account number',
  bankCode: 'Bank code',
  country: 'Country',
};

/** Where to send the money: opened on purpose, by whoever sends it. */
export function PayoutAddress({ payoutId }: { payoutId: string }) {
  const [shown, setShown] = useState(false);
  const address = useQuery({ ...payoutAddressQuery(payoutId), enabled: shown });
  if (!shown)
    return (
      <div>
        <Button onClick={() => setShown(true)}>Show where to pay</Button>
        <span className="ml-3 text-[13px] text-dim">That you looked will be in the audit log.</span>
      </div>
    );
  if (address.isError) return <ErrorState error={address.error} onRetry={() => void address.refetch()} />;
  return (
    <dl
      aria-live="polite"
      className="grid gap-x-6 gap-y-2 rounded-control border border-line bg-mist p-3 sm:grid-cols-2"
    >
      {address.data ? (
        partsOf(address.data).map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-dim">{name}</dt>
            <dd className="font-mono text-[13px] break-all">{value}</dd>
          </div>
        ))
      ) : (
        <div className="skeleton h-10" />
      )}
    </dl>
  );
}

const partsOf = ({ details, name, email }: AdminPayoutMethod): [string, string][] => [
  ['Partner', [name, email].filter(Boolean).join(', ') || 'forgotten'],
  ...(details === null
    ? [['Method', 'forgotten'] as [string, string]]
    : Object.entries(details).map(([key, value]): [string, string] => [NAMES[key] ?? key, String(value)])),
];
