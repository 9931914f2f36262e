import type { ToolParameters } from '@orbisvoice/contracts';

export const FIELD_TYPES = ['string', 'number', 'integer', 'boolean'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** One argument, as far as the simple builder knows arguments. */
export interface ParameterField {
  name: string;
  type: FieldType;
  description: string;
  required: boolean;
  /** Allowed values; none: any. Only of texts. */
  choices: string[];
}

const ROOT_KEYS = ['type', 'properties', 'required'];
const FIELD_KEYS = ['type', 'description', 'enum'];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const onlyKnows = (node: object, keys: readonly string[]): boolean =>
  Object.keys(node).every((key) => keys.includes(key));
const textsIn = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;

/** The schema as a list of fields; undefined where it says more than such a list can. */
export function fieldsOf(schema: ToolParameters): ParameterField[] | undefined {
  const { properties = {}, required = [] } = schema;
  const names = textsIn(required);
  if (!onlyKnows(schema, ROOT_KEYS) || !isRecord(properties) || !names) return undefined;
  const fields = Object.entries(properties).map(([name, node]) => fieldOf(name, node, names.includes(name)));
  return fields.every((field) => field !== undefined) ? fields : undefined;
}

function fieldOf(name: string, node: unknown, required: boolean): ParameterField | undefined {
  if (!isRecord(node) || !onlyKnows(node, FIELD_KEYS)) return undefined;
  const type = FIELD_TYPES.find((known) => known === node.type);
  const choices = node.enum === undefined ? [] : textsIn(node.enum);
  const { description = '' } = node;
  if (!type || !choices || typeof description !== 'string') return undefined;
  return choices.length > 0 && type !== 'string' ? undefined : { name, type, description, required, choices };
}

export function schemaOf(fields: readonly ParameterField[]): ToolParameters {
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  const properties = Object.fromEntries(
    fields.map(({ name, type, description, choices }) => [
      name,
      {
        type,
        ...(description && { description }),
        ...(choices.length > 0 && type === 'string' && { enum: choices }),
      },
    ]),
  );
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** Arguments that fit a schema, to begin a test with. */
export function exampleArguments(schema: ToolParameters): Record<string, unknown> {
  const { properties } = schema;
  if (!isRecord(properties)) return {};
  return Object.fromEntries(Object.entries(properties).map(([name, node]) => [name, exampleOf(name, node)]));
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2027-03-01T10:00:00Z',
  date: '2027-03-01',
  time: '10:00:00Z',
  email: 'ada@example.com',
  uuid: '0198c0de-0000-7000-8000-000000000001',
};

function exampleOf(name: string, node: unknown): unknown {
  if (!isRecord(node)) return null;
  const { type, enum: choices, format, minimum, items } = node;
  if (Array.isArray(choices) && choices.length > 0) return choices[0];
  if (type === 'object') return exampleArguments(node);
  if (type === 'array') return [exampleOf(name, items)];
  if (type === 'boolean') return true;
  if (type === 'number' || type === 'integer') return typeof minimum === 'number' ? minimum : 1;
  return (typeof format === 'string' && FORMATS[format]) || name;
}
