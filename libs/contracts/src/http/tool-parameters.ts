import { z } from 'zod';
import type { ErrorDetail } from '../errors/error-body.js';

/** A JSON schema of a tool's arguments: the part of the language that the voice models obey. */
export type ToolParameters = Record<string, unknown>;

export const TOOL_PARAMETER_LIMITS = { depth: 5, properties: 100, enumValues: 100, chars: 16_384 } as const;

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean'];
const FORMATS = ['date-time', 'date', 'time', 'email', 'uuid'];
/** Names beginning with an underscore are ours (`_confirmed`); that also keeps `__proto__` out. */
const PROPERTY_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const COUNTS = ['minLength', 'maxLength', 'minItems', 'maxItems'];
const NUMBERS = ['minimum', 'maximum'];
const TEXTS = ['title', 'description'];

/**
 * What is wrong with a schema, by path inside it. The vocabulary is closed: references and patterns are refused, since
 * the models ignore the first and the second would let a schema hold up the server.
 */
export function toolParametersFaults(schema: unknown): ErrorDetail[] {
  const walk = new Walk();
  if (JSON.stringify(schema).length > TOOL_PARAMETER_LIMITS.chars)
    return [{ path: '', message: `is longer than ${TOOL_PARAMETER_LIMITS.chars} characters` }];
  if (!isRecord(schema) || schema.type !== 'object')
    return [{ path: 'type', message: 'must be object: arguments have names' }];
  walk.visit(schema, [], 1);
  return walk.faults;
}

class Walk {
  readonly faults: ErrorDetail[] = [];
  private properties = 0;

  visit(node: unknown, path: readonly string[], depth: number): void {
    if (!isRecord(node)) return this.fault(path, 'must be a schema');
    if (depth > TOOL_PARAMETER_LIMITS.depth)
      return this.fault(path, `is nested deeper than ${TOOL_PARAMETER_LIMITS.depth}`);
    for (const [keyword, value] of Object.entries(node)) this.keyword(keyword, value, [...path, keyword]);
    const { type } = node;
    if (typeof type !== 'string' || !TYPES.includes(type))
      this.fault([...path, 'type'], `must be one of ${TYPES.join(', ')}`);
    if (type === 'object') this.object(node, path, depth);
    else for (const keyword of ['properties', 'required']) this.only(node, keyword, path, 'object');
    if (type === 'array') this.visit(node.items, [...path, 'items'], depth + 1);
    else this.only(node, 'items', path, 'array');
  }

  private object(node: Record<string, unknown>, path: readonly string[], depth: number): void {
    const properties = node.properties ?? {};
    if (!isRecord(properties)) return this.fault([...path, 'properties'], 'must be an object');
    for (const [name, child] of Object.entries(properties)) {
      const at = [...path, 'properties', name];
      if (!PROPERTY_NAME.test(name)) this.fault(at, 'must be a plain name that begins with a letter');
      this.properties += 1;
      if (this.properties > TOOL_PARAMETER_LIMITS.properties)
        return this.fault(at, `is one property more than ${TOOL_PARAMETER_LIMITS.properties}`);
      this.visit(child, at, depth + 1);
    }
    const required = node.required ?? [];
    if (!Array.isArray(required)) return this.fault([...path, 'required'], 'must be a list of names');
    for (const [index, name] of required.entries())
      if (typeof name !== 'string' || !Object.hasOwn(properties, name))
        this.fault([...path, 'required', String(index)], 'names no property');
  }

  private keyword(keyword: string, value: unknown, at: readonly string[]): void {
    if (['type', 'properties', 'required', 'items'].includes(keyword)) return;
    if (TEXTS.includes(keyword)) return this.expect(typeof value === 'string', at, 'must be text');
    if (COUNTS.includes(keyword))
      return this.expect(Number.isInteger(value) && Number(value) >= 0, at, 'must be a count');
    if (NUMBERS.includes(keyword)) return this.expect(Number.isFinite(value), at, 'must be a number');
    if (keyword === 'format')
      return this.expect(FORMATS.includes(String(value)), at, `must be one of ${FORMATS.join(', ')}`);
    if (keyword === 'additionalProperties')
      return this.expect(typeof value === 'boolean', at, 'must be true or false');
    if (keyword === 'enum') return this.expect(isEnum(value), at, 'must be a list of texts or numbers');
    this.fault(at, 'is not understood by the models; leave it out');
  }

  private only(node: Record<string, unknown>, keyword: string, path: readonly string[], type: string): void {
    if (node[keyword] !== undefined) this.fault([...path, keyword], `belongs to a schema of type ${type}`);
  }

  private expect(holds: boolean, at: readonly string[], message: string): void {
    if (!holds) this.fault(at, message);
  }

  private fault(path: readonly string[], message: string): void {
    this.faults.push({ path: path.join('.'), message });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEnum = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= TOOL_PARAMETER_LIMITS.enumValues &&
  (value.every((item) => typeof item === 'string') || value.every((item) => Number.isFinite(item)));

/** The check of `toolParametersFaults` as a contract; faults carry their path inside the schema. */
export const ToolParameters = z.record(z.string(), z.unknown()).superRefine((schema, ctx) => {
  for (const { path, message } of toolParametersFaults(schema))
    ctx.addIssue({ code: 'custom', path: path === '' ? [] : path.split('.'), message });
});
