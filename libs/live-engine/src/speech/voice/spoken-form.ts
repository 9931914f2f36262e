/**
 * Written English to English as it is spoken: the synthesiser reads plain words and small numbers well, and stumbles
 * over clocks, money, addresses and codes. Order matters: the more special form comes first.
 */
export function spokenForm(text: string): string {
  return RULES.reduce((spoken, [pattern, replacement]) => spoken.replace(pattern, replacement), text)
    .replace(/[*_`#~|<>[\]{}\\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

type Replacement = (match: string, ...groups: string[]) => string;

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS: Record<string, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  tues: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  thur: 'Thursday',
  thurs: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};
const CURRENCIES: Record<string, [one: string, many: string, cent: string]> = {
  $: ['dollar', 'dollars', 'cent'],
  '€': ['euro', 'euros', 'cent'],
  '£': ['pound', 'pounds', 'penny'],
};
const UNITS: Record<string, string> = {
  kg: 'kilograms',
  g: 'grams',
  km: 'kilometres',
  cm: 'centimetres',
  mm: 'millimetres',
  ml: 'millilitres',
  min: 'minutes',
  mins: 'minutes',
  hrs: 'hours',
  lb: 'pounds',
  lbs: 'pounds',
  oz: 'ounces',
};
const DAY = 'mon|tues?|wed|thu(?:rs?)?|fri|sat|sun';

const RULES: [RegExp, Replacement][] = [
  [/\bhttps?:\/\/(?:www\.)?([^\s<>"]*[^\s<>".,;:!?)])/gi, (_, address) => spelledAddress(address!)],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (email) => spelledAddress(email.replace('@', ' at '))],
  [
    /\b(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|example|coffee|io|dev|shop|co\.uk|eu|de|uk|us)(?:\/[\w/-]*)?)\b/gi,
    (_, address) => spelledAddress(address!),
  ],
  [
    new RegExp(`\\b(${DAY})\\.?\\s*[-–—]\\s*(${DAY})\\b\\.?`, 'gi'),
    (_, from, to) => `${day(from!)} to ${day(to!)}`,
  ],
  // "Sun" and "Sat" are also words: only the capitalised form before a time or a colon is a day.
  [
    /\b(Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?(?=\s*(?:[:,]|\d|closed|and\b))/g,
    (_, name) => day(name!),
  ],
  [
    /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    (match, _year, month, date) => isoDate(match, Number(month), Number(date)),
  ],
  [/\b24\/7\b/g, () => 'twenty four hours a day, seven days a week'],
  [/(?<![\w.:])\+?\(?\d{2,8}\)?(?:[\s.-]\d{2,8}){1,4}(?![\w:-])|\+\d{6,}/g, (number) => phone(number)],
  [/(\d(?:\s?[ap]\.?m\.?)?)\s*[-–—]\s*(?=\d{1,2}(?::\d{2}|\s?[ap]\.?m))/gi, (_, before) => `${before} to `],
  [
    /\b(\d{1,2}(?::\d{2})?)\s*([ap])\.?m\.?(?![a-z])/gi,
    (_, time, half) => `${clock(time!, true)} ${half!.toUpperCase()} M`,
  ],
  [/\b([01]?\d|2[0-3]):([0-5]\d)\b/g, (time) => clock(time, false)],
  [
    /([$€£])\s?(\d[\d,]*)(?:\.(\d{2}))?(?!\d)(?:\s(million|billion|thousand))?/g,
    (_, sign, whole, cents, scale) => money(sign!, whole!.replaceAll(',', ''), cents, scale),
  ],
  [
    /\b([A-Z]{1,5})-?(\d{3,})\b/g,
    (_, letters, number) => `${letters!.split('').join(' ')} ${digits(number!)}`,
  ],
  [/(\d)\s*[-–—]\s*(?=[\d$€£])/g, (_, digit) => `${digit} to `],
  [/(\d),(?=\d{3}\b)/g, (_, digit) => digit!],
  [/\b(\d+)\.(\d+)\b/g, (_, whole, part) => `${whole} point ${digits(part!)}`],
  [/\b\d{7,}\b/g, (number) => digits(number)],
  [
    new RegExp(`\\b(\\d+)\\s?(${Object.keys(UNITS).join('|')})\\b`, 'g'),
    (_, number, unit) => `${number} ${UNITS[unit!]}`,
  ],
  [/(\d)\s?%/g, (_, digit) => `${digit} percent`],
  [/\s?&\s?/g, () => ' and '],
  [/\be\.g\.\s?/gi, () => 'for example '],
  [/\bi\.e\.\s?/gi, () => 'that is '],
  [/\betc\./gi, () => 'and so on'],
  [/\bvs\.?(?=\s)/gi, () => 'versus'],
  [/(\w)\s?\+\s?(?=\w)/g, (_, before) => `${before} plus `],
  [/\band\/or\b/gi, () => 'and or'],
  [/(\w)\/(?=\w)/g, (_, before) => `${before} or `],
  [/\s[–—-]\s|—/g, () => ', '],
  [/[“”]/g, () => '"'],
  [/[‘’]/g, () => "'"],
];

function spelledAddress(address: string): string {
  return address
    .replaceAll('.', ' dot ')
    .replaceAll('/', ' slash ')
    .replaceAll('-', ' dash ')
    .replaceAll('_', ' underscore ')
    .replaceAll('+', ' plus ')
    .trim();
}

function day(name: string): string {
  return DAYS[name.toLowerCase()] ?? name;
}

function isoDate(match: string, month: number, date: number): string {
  const name = MONTHS[month - 1];
  return name && date >= 1 && date <= 31 ? `${name} ${date}` : match;
}

function clock(time: string, hasHalf: boolean): string {
  const [hour, minute] = time.split(':').map(Number);
  if (!minute) return hasHalf ? String(hour) : `${hour} o'clock`;
  return `${hour} ${minute < 10 ? `oh ${minute}` : minute}`;
}

function money(sign: string, whole: string, cents: string | undefined, scale: string | undefined): string {
  const [one, many, cent] = CURRENCIES[sign]!;
  if (scale) return `${whole} ${scale} ${many}`;
  const amount = `${whole} ${whole === '1' ? one : many}`;
  if (!cents || cents === '00') return amount;
  const small = cent === 'penny' ? 'pence' : `${cent}s`;
  return whole === '0'
    ? `${Number(cents)} ${small}`
    : `${amount} and ${Number(cents)} ${cents === '01' ? cent : small}`;
}

/** Two numbers side by side ("10-12 days") are no phone number. */
function phone(text: string): string {
  return text.replace(/\D/g, '').length < 7 ? text : digits(text);
}

/** Digit by digit, with a breath where the writer left one. */
function digits(text: string): string {
  return text
    .replace(/\D+/g, ' ')
    .trim()
    .split(' ')
    .map((group) => group.split('').join(' '))
    .join(', ');
}
