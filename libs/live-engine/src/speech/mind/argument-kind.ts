/** One argument of a declared function, with what its name and schema say of it. */
export interface Argument {
  name: string;
  kind: ArgumentKind;
  required: boolean;
  /** The question that asks for it. */
  question: string;
  choices: string[];
  /** Of a moment: the offset from UTC that the schema's own example has. */
  offset: string;
}

export type ArgumentKind =
  | 'choice'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'email'
  | 'phone'
  | 'date'
  | 'time'
  | 'moment'
  | 'code'
  | 'person'
  | 'place'
  | 'message'
  | 'words';

interface Schema {
  type?: unknown;
  format?: unknown;
  enum?: unknown;
  description?: unknown;
  properties?: unknown;
  required?: unknown;
}

/** The arguments in the order of the schema. Types come in either case: Gemini's own schemas write `STRING`. */
export function argumentsOf(parameters: unknown): Argument[] {
  const schema = asSchema(parameters);
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(asSchema(schema.properties)).map(([name, value]) => {
    const property = asSchema(value);
    const choices = Array.isArray(property.enum)
      ? property.enum.filter((each) => typeof each === 'string')
      : [];
    const kind = kindOf(name, property, choices);
    return {
      name,
      kind,
      required: required.includes(name),
      question: questionOf(name, kind, choices, property),
      choices,
      offset: /T\d\d:\d\d(?::\d\d)?(Z|[+-]\d\d:\d\d)/.exec(String(property.description))?.[1] ?? '',
    };
  });
}

function kindOf(name: string, property: Schema, choices: string[]): ArgumentKind {
  const type = String(property.type ?? 'string').toLowerCase();
  if (choices.length > 0) return 'choice';
  if (type === 'integer' || type === 'number' || type === 'boolean') return type;
  const format = String(property.format ?? '').toLowerCase();
  if (format === 'email' || format === 'date' || format === 'time') return format;
  if (format === 'date-time') return 'moment';
  const words = label(name);
  return KINDS_BY_NAME.find(([pattern]) => pattern.test(words))?.[1] ?? 'words';
}

const KINDS_BY_NAME: [RegExp, ArgumentKind][] = [
  [/^(?:(?:customer|caller|guest|user|contact|full|first|last|your) )*name$/, 'person'],
  [/\be ?mail\b/, 'email'],
  [/\b(?:phone|mobile|telephone|tel)\b/, 'phone'],
  [/\b(?:date ?time|datetime|timestamp|when|starts? at|slot)\b/, 'moment'],
  [/\b(?:date|day)\b/, 'date'],
  [/\btime\b/, 'time'],
  [/\b(?:order|ticket|booking|reference|tracking|invoice|account|customer|code|number|id|sku)\b/, 'code'],
  [
    /\b(?:message|note|notes|reason|question|query|description|text|comment|issue|request|details|summary|topic|subject)\b/,
    'message',
  ],
  [/\b(?:city|location|place|town|country|destination|address)\b/, 'place'],
  [/\bname\b/, 'person'],
];

function questionOf(name: string, kind: ArgumentKind, choices: string[], property: Schema): string {
  const description = typeof property.description === 'string' ? property.description.trim() : '';
  if (description.endsWith('?')) return description;
  const words = label(name);
  switch (kind) {
    case 'choice':
      return `Which ${words} would you like: ${choices.slice(0, -1).map(spoken).join(', ')} or ${spoken(choices.at(-1)!)}?`;
    case 'integer':
    case 'number':
      return /\b(?:people|guests?|persons?|party|seats)\b/.test(words)
        ? 'For how many people?'
        : `What is the ${words}?`;
    case 'boolean':
      return `${words[0]!.toUpperCase()}${words.slice(1)}: yes or no?`;
    case 'email':
      return 'What is your email address?';
    case 'phone':
      return 'What is your phone number?';
    case 'date':
      return 'For which day?';
    case 'time':
      return 'At what time?';
    case 'moment':
      return 'For which day and time?';
    case 'person':
      return 'What is your name?';
    case 'message':
      return `What should I write down as the ${words}?`;
    default:
      return `What is the ${words.replace(/\bid\b/, 'number')}?`;
  }
}

/** `orderNumber` and `order_number` → "order number". */
export function label(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .trim();
}

export function spoken(value: string): string {
  return value.replaceAll('_', ' ').toLowerCase();
}

function asSchema(value: unknown): Schema & Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Schema & Record<string, unknown>) : {};
}
