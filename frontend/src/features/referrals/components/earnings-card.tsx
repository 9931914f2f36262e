import type { EarningsAccount } from '@orbisvoice/contracts';
import { Card } from '../../../components/ui/card.js';
import { formatMoney } from '../../../lib/format.js';
import { lineWords } from '../lib/programme-words.js';

/** One currency: the formula with its own lines, and where the money is now. */
export function EarningsCard({ account }: { account: EarningsAccount }) {
  const { currency, lines, lifetime } = account;
  const places = [
    ['Matures', account.pending, 'Waits for the hold, or for the team’s first real call.'],
    ['Held', account.held, 'Waits for a dispute, a review or a correction.'],
    ['Ready', account.available, 'Can be paid out now.'],
    ['In a payout', account.inPayout, 'Set aside, or on its way to you.'],
    ['Paid', account.paid, 'Sent to you.'],
    ['Taken back', account.returned, 'Cash that customers got back. Its share is off already.'],
  ] as const;
  return (
    <Card
      title={`Earnings in ${currency}`}
      text="Cash that teams paid us, without taxes and after returns, is what shares are taken of."
    >
      {lines.length === 0 ? (
        <p className="text-sm text-dim">Nothing is earned yet; what waits is below.</p>
      ) : (
        <table className="w-full text-sm">
          <caption className="sr-only">How your earnings in {currency} come about</caption>
          <tbody className="divide-y divide-line">
            {lines.map((line, index) => {
              const { name, sum } = lineWords(line);
              return (
                <tr key={index}>
                  <th scope="row" className="py-2 pr-3 text-left font-medium">
                    {name}
                    <span className="block text-[13px] font-normal text-dim">{sum}</span>
                  </th>
                  <td className="py-2 text-right align-top tabular-nums">{formatMoney(line.amount)}</td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr className="border-t border-ink/60">
              <th scope="row" className="py-2 text-left font-semibold">
                Earned so far
              </th>
              <td className="py-2 text-right font-semibold tabular-nums">{formatMoney(lifetime)}</td>
            </tr>
          </tfoot>
        </table>
      )}
      <dl className="mt-4 grid gap-x-6 gap-y-3 border-t border-line pt-4 text-sm sm:grid-cols-2">
        {places.map(([name, amount, note]) => (
          <div key={name} className="flex items-start justify-between gap-4">
            <dt>
              {name}
              <span className="block text-xs text-dim">{note}</span>
            </dt>
            <dd className="tabular-nums">{formatMoney(amount)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
