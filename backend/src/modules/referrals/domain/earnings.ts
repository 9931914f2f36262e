import type { Account } from './account.js';
import type { CommissionKind } from './commission.js';
import { minor, type Minor } from './money.js';

/** One line of the formula that the earnings page shows. */
export interface EarningsLine {
  readonly kind: CommissionKind | 'adjustment';
  readonly count: number;
  /** For fixed rewards: `count × unitMinor = amountMinor`. Null where amounts differ. */
  readonly unitMinor: Minor | null;
  /** For shares of sales: the rate, and the cash that it was taken of. */
  readonly rateBps: number | null;
  readonly baseMinor: Minor | null;
  readonly amountMinor: Minor;
}

/**
 * Sign-ups × reward + activations × bonus + commissions on sales ± adjustments. The lines sum to what was earned, by
 * construction: they are made of the same targets.
 */
export function linesOf({
  commissions,
  adjustments,
}: Pick<Account, 'commissions' | 'adjustments'>): EarningsLine[] {
  const lines = new Map<string, { -readonly [K in keyof EarningsLine]: EarningsLine[K] }>();
  for (const { kind, rateBps, targetMinor, baseMinor } of commissions) {
    if (targetMinor === 0) continue;
    const unitMinor = rateBps === null ? targetMinor : null;
    const key = `${kind} ${rateBps ?? ''} ${unitMinor ?? ''}`;
    let line = lines.get(key);
    if (!line) {
      line = { kind, count: 0, unitMinor, rateBps, baseMinor: rateBps === null ? null : 0, amountMinor: 0 };
      lines.set(key, line);
    }
    line.count += 1;
    if (line.baseMinor !== null) line.baseMinor = minor(line.baseMinor + baseMinor);
    line.amountMinor = minor(line.amountMinor + targetMinor);
  }
  const order = ['signup', 'activation', 'sale'];
  const sorted = [...lines.values()].sort(
    (a, b) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      (a.rateBps ?? 0) - (b.rateBps ?? 0) ||
      (a.unitMinor ?? 0) - (b.unitMinor ?? 0),
  );
  if (adjustments.length === 0) return sorted;
  const amountMinor = minor(adjustments.reduce((sum, one) => sum + one.amountMinor, 0));
  return [
    ...sorted,
    {
      kind: 'adjustment',
      count: adjustments.length,
      unitMinor: null,
      rateBps: null,
      baseMinor: null,
      amountMinor,
    },
  ];
}
