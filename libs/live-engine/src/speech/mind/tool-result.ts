import { label } from './argument-kind.js';

interface AnsweredCall {
  name: string;
  response: unknown;
}

const APOLOGY = 'I am sorry, that did not work just now. Please try again later.';
const LONGEST_LIST = 3;
/** Fields that hold the sentence to say, in order of preference. */
const SAID_FIELDS = ['message', 'summary', 'answer', 'text', 'speech'];
const WRAPPERS = ['result', 'output', 'data', 'response', 'body'];
/** Fields that mean nothing to a caller's ear. */
const SILENT_FIELD =
  /^(?:ok|success|id|uuid|.*Id|.*_id|requestId|url|href|createdAt|updatedAt|timestamp|type|code)$/;

/** Tool answers as sentences. */
export function toolResultText(calls: readonly AnsweredCall[]): string {
  if (calls.length > 0 && calls.every(({ response }) => isFailure(response))) return APOLOGY;
  const texts = calls.map(({ name, response }) =>
    isFailure(response) ? `I am sorry, I could not ${label(name)}.` : spokenResult(response),
  );
  return texts.join(' ') || 'Done.';
}

function isFailure(response: unknown): boolean {
  if (!isRecord(response)) return false;
  if (response['error'] || response['errors'] || response['ok'] === false || response['success'] === false)
    return true;
  return WRAPPERS.some((wrapper) => isRecord(response[wrapper]) && isFailure(response[wrapper]));
}

function spokenResult(value: unknown): string {
  if (typeof value === 'string') return sentence(value);
  if (typeof value === 'number') return `The answer is ${value}.`;
  if (typeof value === 'boolean') return value ? 'Yes, that is done.' : 'No.';
  if (Array.isArray(value)) return spokenList(value);
  if (!isRecord(value)) return 'Done.';
  const said = SAID_FIELDS.map((field) => value[field]).find((each) => typeof each === 'string' && each);
  if (typeof said === 'string') return sentence(said);
  const wrapped = WRAPPERS.find((wrapper) => value[wrapper] !== undefined && value[wrapper] !== null);
  if (wrapped) return spokenResult(value[wrapped]);
  return spokenFields(value) || 'That is done.';
}

function spokenFields(value: Record<string, unknown>): string {
  return Object.entries(value)
    .filter(
      ([name, each]) =>
        !SILENT_FIELD.test(name) && ['string', 'number', 'boolean'].includes(typeof each) && each !== '',
    )
    .slice(0, 6)
    .map(([name, each]) => `The ${label(name)} is ${plain(each)}.`)
    .join(' ');
}

function spokenList(values: unknown[]): string {
  if (values.length === 0) return 'I found nothing.';
  const named = values
    .slice(0, LONGEST_LIST)
    .map((value) => (isRecord(value) ? nameOf(value) : plain(value)));
  const start = values.length > LONGEST_LIST ? `I found ${values.length}, for example ` : 'I found ';
  const last = named.at(-1)!;
  return `${start}${named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${last}` : last}.`;
}

function nameOf(value: Record<string, unknown>): string {
  const name = ['name', 'title', 'label', 'time', 'date']
    .map((field) => value[field])
    .find((each) => each !== undefined);
  return plain(name ?? Object.values(value).find((each) => typeof each === 'string') ?? 'one');
}

function plain(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value).replaceAll('_', ' ');
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
