import type { CallCost } from '@orbisvoice/contracts';

/** Calls cost cents and less, so tenths of a cent are shown. */
export const formatCost = ({ amountNanos, currency }: Pick<CallCost, 'amountNanos' | 'currency'>): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 3 }).format(
    amountNanos / 1e9,
  );
