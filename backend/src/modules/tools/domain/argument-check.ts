import type { ErrorDetail, ToolParameters } from '@orbisvoice/contracts';
import { z } from 'zod';

const MAX_CHARS = 16_384;

/**
 * What is wrong with the arguments of a call, by path. Arguments that the schema does not name are refused unless it says
 * `additionalProperties: true`: what a model makes up must not reach somebody's server.
 */
export function argumentFaults(parameters: ToolParameters, args: unknown): ErrorDetail[] {
  if (JSON.stringify(args).length > MAX_CHARS)
    return [{ path: 'args', message: `are longer than ${MAX_CHARS} characters` }];
  const checked = z.fromJSONSchema(closed(parameters)).safeParse(args);
  if (checked.success) return [];
  return checked.error.issues.flatMap((issue) => {
    const path = ['args', ...issue.path.map(String)].join('.');
    if (issue.code !== 'unrecognized_keys') return [{ path, message: wordsOf(issue.message) }];
    return issue.keys.map((key) => ({ path: `${path}.${key}`, message: 'is no argument of the tool' }));
  });
}

const wordsOf = (message: string): string =>
  message.endsWith('received undefined') ? 'is missing' : message;

function closed(schema: unknown): z.core.JSONSchema.JSONSchema {
  if (!isRecord(schema)) return {};
  const { properties, items, ...rest } = schema;
  return {
    ...rest,
    ...(schema.type === 'object' && {
      properties: mapValues(isRecord(properties) ? properties : {}, closed),
      additionalProperties: schema.additionalProperties === true,
    }),
    ...(items !== undefined && { items: closed(items) }),
  };
}

const mapValues = <T>(record: Record<string, unknown>, map: (value: unknown) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
