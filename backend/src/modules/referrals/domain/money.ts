/** An amount in the smallest unit of its currency (cents, yen, fils): always a safe integer, negative where it is a difference. */
export type Minor = number;

/** ISO 4217, three capitals. */
export type Currency = string;

export interface Money {
  readonly amountMinor: Minor;
  readonly currency: Currency;
}

/** Sums per currency. There is no sum over currencies anywhere: nothing is ever converted. */
export type Totals = ReadonlyMap<Currency, Minor>;

/** @throws RangeError beyond 2^53, where numbers stop being exact. */
export function minor(value: number | bigint): Minor {
  const exact = Number(value);
  if (!Number.isSafeInteger(exact)) throw new RangeError('an amount must be a safe integer of minor units');
  return exact;
}

/** Plain numbers as long as they are exact, which for every real account they are; beyond that the slow way. */
export function sumOf(amounts: readonly Minor[]): Minor {
  let sum = 0;
  let exact = true;
  for (const amount of amounts) {
    sum += amount;
    exact &&= Number.isSafeInteger(sum);
  }
  if (exact) return sum;
  let large = 0n;
  for (const amount of amounts) large += BigInt(amount);
  return minor(large);
}

export function totalsOf(amounts: Iterable<Money>): Totals {
  const totals = new Map<Currency, Minor>();
  for (const { amountMinor, currency } of amounts)
    totals.set(currency, minor((totals.get(currency) ?? 0) + amountMinor));
  return totals;
}

/** The one rounding of the programme: nearest minor unit, halves up. For amounts that are not negative. */
export function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

const BASIS_POINTS = 10_000n;

/** `rateBps` ten-thousandths of `base`, rounded once. In BigInt, because the product may leave the safe integers. */
export const shareOf = (base: Minor, rateBps: number): Minor =>
  minor(roundHalfUp(BigInt(base) * BigInt(rateBps), BASIS_POINTS));

/** `part / whole` of `amount`, rounded down. */
export const proportionOf = (amount: Minor, part: Minor, whole: Minor): Minor =>
  minor((BigInt(amount) * BigInt(part)) / BigInt(whole));

/** Digits behind the point by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: Currency): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
