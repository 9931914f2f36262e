/** Billionths of a dollar for one token, which is a thousandth of the dollars for a million tokens. */
interface Prices {
  readonly input: number;
  readonly output: number;
}

/** The price list that this table was taken from; update both together. */
export const PRICES_AS_OF = '2026-10-07';
const PRICES: Readonly<Record<string, Prices>> = {
  'gemini-3.8-flash': { input: 750, output: 3_750 },
};

/** Undefined without a known price: a cost is never guessed. */
export function costNanos(model: string, inputTokens: number, outputTokens: number): number | undefined {
  const prices = Object.hasOwn(PRICES, model) ? PRICES[model] : undefined;
  return prices && inputTokens * prices.input + outputTokens * prices.output;
}
