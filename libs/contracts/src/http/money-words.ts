const currencies = new Map<string, Intl.NumberFormat>();

/** Minor units with the sign and the digits of their currency: "$12.50", "¥1,250". */
export function formatMoney({ amountMinor, currency }: { amountMinor: number; currency: string }): string {
  const format = currencies.get(currency) ?? new Intl.NumberFormat('en', { style: 'currency', currency });
  currencies.set(currency, format);
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
