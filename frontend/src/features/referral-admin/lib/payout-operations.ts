import type { AdminPayout } from '@orbisvoice/contracts';
import { formatMoney } from '../../../lib/format.js';
import type { PayoutStep } from '../api/run-office.js';

interface PayoutOperation {
  title: string;
  text: string;
  confirm: string;
  danger?: boolean;
  withReference?: boolean;
  run: (answer: { reason: string; reference: string }) => Promise<unknown>;
}

type Take = (step: { id: string; step: PayoutStep; reason: string; reference?: string }) => Promise<unknown>;

/** What may be done next with a payout; the same steps as the engine's own states allow. */
export function payoutOperations({ id, state, amount }: AdminPayout, take: Take): PayoutOperation[] {
  const money = formatMoney(amount);
  const reject: PayoutOperation = {
    title: `Reject the payout of ${money}?`,
    text: 'The money goes back into the partner’s account.',
    confirm: 'Reject',
    danger: true,
    run: ({ reason }) => take({ id, step: 'reject', reason }),
  };
  const approve: PayoutOperation = {
    title: `Approve ${money}?`,
    text: 'It may be sent then. Whoever asked for a payout cannot approve it.',
    confirm: 'Approve',
    run: ({ reason }) => take({ id, step: 'approve', reason }),
  };
  const pay: PayoutOperation = {
    title: `${money} were sent?`,
    text: 'Send the money first. Its number ties this payout to the bank’s statement.',
    confirm: 'Mark as paid',
    withReference: true,
    run: ({ reason, reference }) => take({ id, step: 'pay', reason, reference }),
  };
  const reverse: PayoutOperation = {
    title: `${money} came back?`,
    text: 'The bank returned what was sent. The money is in the partner’s account again; the history stays.',
    confirm: 'Came back',
    danger: true,
    run: ({ reason }) => take({ id, step: 'reverse', reason }),
  };
  if (state === 'reserved') return [approve, reject];
  if (state === 'approved') return [pay, reject];
  if (state === 'sent') return [pay];
  return state === 'paid' ? [reverse] : [];
}
