import * as chrono from 'chrono-node';

export const NUMBER_WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const TENS: Record<string, number> = {
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};

/** "For twenty five", "four people": an amount by its frame, whatever date stands beside it. */
const AMOUNT =
  /\b(?:for|party of|group of)\s+(?:a |the )?([a-z]+(?:[ -][a-z]+)?|\d+)(?!\d|\s*(?:[ap]\.?m\b|o'?clock|:))|\b([a-z]+|\d+)\s+(?:people|persons?|guests?|seats?|tickets?|bags?|items?|pieces?|of us)\b/gi;

/** The amount that a text names. */
export function numberFrom(text: string, now: Date): number | undefined {
  for (const [, framed, counted] of text.matchAll(AMOUNT)) {
    const amount = firstNumber(framed ?? counted ?? '');
    if (amount !== undefined) return amount;
  }
  // A date, an hour or an address holds numbers that are not the amount.
  let rest = text.replace(/[\w.+-]+@[\w.-]+/g, ' ');
  for (const { text: part } of chrono.parse(rest, now)) rest = rest.replace(part, ' ');
  return firstNumber(rest);
}

function firstNumber(text: string): number | undefined {
  const words = text.toLowerCase().match(/\d+(?:\.\d+)?|[a-z]+/g) ?? [];
  for (const [at, word] of words.entries()) {
    if (/^\d/.test(word)) return Number(word);
    const tens = word === 'twenty' ? 20 : TENS[word];
    const unit = NUMBER_WORDS.indexOf(words[at + 1] ?? '');
    if (tens !== undefined) return tens + (unit > 0 && unit < 10 ? unit : 0);
    // "one" is mostly a pronoun ("the red one"); as an amount it stands alone.
    if (word === 'one' && words.length > 1) continue;
    if (NUMBER_WORDS.includes(word)) return NUMBER_WORDS.indexOf(word);
    if (word === 'couple') return 2;
  }
  return undefined;
}

/** "one zero four two" → "1042"; single number words stay. */
export function digitWordsAsDigits(text: string): string {
  const words = NUMBER_WORDS.slice(0, 10).concat('oh');
  const run = new RegExp(`\\b(?:${words.join('|')})\\b(?:[\\s,-]+(?:${words.join('|')})\\b)+`, 'gi');
  return text.replace(run, (match) =>
    match
      .toLowerCase()
      .replace(/[a-z]+/g, (word) => (word === 'oh' ? '0' : String(NUMBER_WORDS.indexOf(word))))
      .replace(/[\s,-]+/g, ''),
  );
}
