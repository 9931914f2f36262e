import { spoken, type Argument } from './argument-kind.js';
import { momentFrom } from './moments.js';
import { digitWordsAsDigits, numberFrom } from './numbers.js';
import { soundsLike, stem, wordsOf } from './words.js';

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
      return momentFrom(text, argument.kind, now);
    case 'moment': {
      const moment = momentFrom(text, argument.kind, now);
      return moment && `${moment}${argument.offset}`;
    }
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

function phoneFrom(text: string): string | undefined {
  const match = /\+?\d[\d\s().-]{4,}\d/.exec(digitWordsAsDigits(text))?.[0];
  const digits = match?.replace(/[^\d+]/g, '');
  return digits && digits.length >= 6 ? digits : undefined;
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
