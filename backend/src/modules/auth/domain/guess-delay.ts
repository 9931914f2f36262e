/** How many failed guesses are free, and how the wait grows after them. */
export interface GuessRule {
  free: number;
  baseMs: number;
  capMs: number;
  /** After this long without a guess the count starts again. */
  forgetMs: number;
}

/**
 * Who is counted, and how strictly. There is no hard lock, because a lock is a weapon against the owner: a device that
 * signed in before has its own count and does not suffer from strangers guessing at the account.
 */
export const GUESS_RULES = {
  /** One account from one network. */
  network: { free: 5, baseMs: 1_000, capMs: 15 * 60_000, forgetMs: 60 * 60_000 },
  /** One account from everywhere, for a guesser with many addresses. */
  account: { free: 25, baseMs: 2_000, capMs: 15 * 60_000, forgetMs: 60 * 60_000 },
  /** One account from a device that has signed in to it before. */
  device: { free: 10, baseMs: 1_000, capMs: 5 * 60_000, forgetMs: 60 * 60_000 },
  /** Sign-ups from one network that met an address with an account. */
  takenAddress: { free: 9, baseMs: 60_000, capMs: 60 * 60_000, forgetMs: 24 * 60 * 60_000 },
} as const satisfies Record<string, GuessRule>;

export type GuessSubject = keyof typeof GUESS_RULES;

/** The wait after the given number of guesses: none for the free ones, then doubling up to the cap. */
export function guessDelayMs(guesses: number, rule: GuessRule): number {
  if (guesses <= rule.free) return 0;
  // The exponent is bounded so that a very large count cannot become Infinity.
  return Math.min(rule.capMs, rule.baseMs * 2 ** Math.min(30, guesses - rule.free - 1));
}
