import * as chrono from 'chrono-node';
import { spoken, type Argument } from './argument-kind.js';
import { soundsLike, stem, wordsOf } from './words.js';

const NUMBER_WORDS =
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

/**
 * Finds an argument's value in what was said. `asked`: the text answers the question for this very argument, so that it
 * may be taken as a whole. Undefined where the text does not hold it.
 */
export function argumentFrom(text: string, argument: Argument, asked: boolean, now: Date): unknown {
  switch (argument.kind) {
    case 'choice':
      return choiceFrom(text, argument.choices);
    case 'integer':
    case 'number':
      return numberFrom(text, now);
    case 'boolean':
      return asked ? yesOrNo(text) : undefined;
    case 'email':
      return emailFrom(text);
    case 'phone':
      return phoneFrom(text);
    case 'date':
    case 'time':
    case 'moment':
      return momentFrom(text, argument.kind, now);
    case 'code':
      return codeFrom(text, asked);
    case 'person':
      return personFrom(text, asked);
    case 'place':
      return placeFrom(text) ?? (asked ? wholeAnswer(text) : undefined);
    case 'message':
      return text.trim() || undefined;
    case 'words':
      return asked ? wholeAnswer(text) : undefined;
  }
}

function choiceFrom(text: string, choices: string[]): string | undefined {
  const words = wordsOf(text).map(stem);
  const heard = (choice: string) =>
    wordsOf(spoken(choice)).every((part) =>
      words.some((word) => word === stem(part) || soundsLike(word, stem(part))),
    );
  return choices.find(heard);
}

/** "For twenty five", "four people": an amount by its frame, whatever date stands beside it. */
const AMOUNT =
  /\b(?:for|party of|group of)\s+(?:a |the )?([a-z]+(?:[ -][a-z]+)?|\d+)(?!\d|\s*(?:[ap]\.?m\b|o'?clock|:))|\b([a-z]+|\d+)\s+(?:people|persons?|guests?|seats?|tickets?|bags?|items?|pieces?|of us)\b/gi;

function numberFrom(text: string, now: Date): number | undefined {
  for (const [, framed, counted] of text.matchAll(AMOUNT)) {
    const amount = firstNumber(framed ?? counted ?? '');
    if (amount !== undefined) return amount;
  }
  // A date, an hour or an address holds numbers that are not the amount.
  let rest = emailFree(text);
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

function yesOrNo(text: string): boolean | undefined {
  const words = wordsOf(text);
  if (words.some((word) => ['no', 'nope', 'not', 'dont'].includes(word))) return false;
  if (
    words.some((word) =>
      ['yes', 'yeah', 'yep', 'sure', 'please', 'okay', 'ok', 'correct', 'right'].includes(word),
    )
  )
    return true;
  return undefined;
}

/** Also as it is spoken: "maria at example dot com". */
function emailFrom(text: string): string | undefined {
  const written = text
    .replace(/\s+at\s+(?=[\w-]+(?:\s+dot\s+|\.)\w)/gi, '@')
    .replace(/(?<=@[\w.-]*)\s+dot\s+/gi, '.')
    .replace(/(\w)\s+dot\s+(?=[\w.]+@)/gi, '$1.');
  return /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(written)?.[0].toLowerCase();
}

function emailFree(text: string): string {
  return text.replace(/[\w.+-]+@[\w.-]+/g, ' ');
}

function phoneFrom(text: string): string | undefined {
  const match = /\+?\d[\d\s().-]{4,}\d/.exec(digitWordsAsDigits(text))?.[0];
  const digits = match?.replace(/[^\d+]/g, '');
  return digits && digits.length >= 6 ? digits : undefined;
}

function momentFrom(text: string, kind: 'date' | 'time' | 'moment', now: Date): string | undefined {
  const found = chrono.parse(text, now, { forwardDate: true }).map(({ start }) => start);
  const dated = found.find((start) => start.isCertain('day') || start.isCertain('weekday'));
  const timed = found.find((start) => start.isCertain('hour')) ?? hourWord(text, now);
  const date = dated && `${dated.get('year')}-${two(dated.get('month'))}-${two(dated.get('day'))}`;
  const time = timed && `${two(timed.get('hour'))}:${two(timed.get('minute'))}`;
  if (kind === 'date') return date;
  if (kind === 'time') return time;
  return date && time ? `${date}T${time}:00` : undefined;
}

/** "At seven", which the date parser does not take for a time; an hour before eight is taken for the evening. */
function hourWord(text: string, now: Date) {
  const word =
    /\b(?:at|around|about) (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b/i.exec(
      text,
    )?.[1];
  if (!word) return undefined;
  const hour = /\d/.test(word) ? Number(word) : NUMBER_WORDS.indexOf(word.toLowerCase());
  return chrono.parse(`at ${hour > 0 && hour < 8 ? hour + 12 : hour}:00`, now)[0]?.start;
}

/** "LC 1042", "L.C. 1042", "one zero four two" or "#1042". Without being asked for, it must hold a digit run. */
function codeFrom(text: string, asked: boolean): string | undefined {
  const plain = digitWordsAsDigits(text).replace(/\b([A-Za-z])\.(?=\s?[A-Za-z]\b|\s?\d)/g, '$1');
  const match = /\b((?:[A-Z][\s-]?){1,5})?((?:\d[\s.-]?){2,}\d|\d{2,})\b/.exec(plain);
  if (match) {
    const letters = (match[1] ?? '').replace(/[^A-Z]/g, '');
    const number = match[2]!.replace(/\D/g, '');
    // "I 1042" is the pronoun before a number, not a letter of the code.
    return letters && letters !== 'I' && letters !== 'A' ? `${letters}-${number}` : number;
  }
  return asked ? /\b(?=\w*\d)\w+\b/.exec(plain)?.[0] : undefined;
}

function digitWordsAsDigits(text: string): string {
  const words = NUMBER_WORDS.slice(0, 10).concat('oh');
  const run = new RegExp(`\\b(?:${words.join('|')})\\b(?:[\\s,-]+(?:${words.join('|')})\\b)+`, 'gi');
  return text.replace(run, (match) =>
    match
      .toLowerCase()
      .replace(/[a-z]+/g, (word) => (word === 'oh' ? '0' : String(NUMBER_WORDS.indexOf(word))))
      .replace(/[\s,-]+/g, ''),
  );
}

function personFrom(text: string, asked: boolean): string | undefined {
  const marked =
    /\b(?:[Mm]y name is|[Nn]ame's|[Tt]his is|I am|I'm|[Uu]nder(?: the name(?: of)?)?|[Tt]he name is|[Nn]ame of|[Cc]all me) (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*)/u.exec(
      text,
    );
  if (marked) return marked[1];
  return asked ? titleCase(wholeAnswer(text)) : undefined;
}

function placeFrom(text: string): string | undefined {
  return /\b(?:in|to|from|at|near|for) ([A-Z][\p{L}'-]+(?: [A-Z][\p{L}'-]+)*)/u.exec(text)?.[1];
}

/** The answer to a question without its frame: "It's blue." → "blue". */
function wholeAnswer(text: string): string | undefined {
  const answer = text
    .trim()
    .replace(/^(?:um|uh|well|sure|okay|ok|yes)[,.\s]+/i, '')
    .replace(
      /^(?:it is|it's|its|that is|that's|that would be|my \w+(?: \w+)? is|the \w+(?: \w+)? is|i'm|i am|i would like|i'd like)\s+/i,
      '',
    )
    .replace(/[.!?,;]+$/, '')
    .trim();
  return answer || undefined;
}

function titleCase(text: string | undefined): string | undefined {
  return text?.replace(/(^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase());
}

function two(value: number | null): string {
  return String(value ?? 0).padStart(2, '0');
}
