import type { z } from 'zod';
import { snakeName } from './field-names.js';
import { INVALID_ARGUMENT, invalid, unknownName, type Checked } from './refusal.js';

/** Checks one message against its schema; the refusal names the field as Google's errors do. */
export function checkFields<S extends z.ZodType>(
  schema: S,
  at: string,
  value: unknown,
): Checked<z.output<S>> {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  if (issue === undefined) return { ok: false, refusal: INVALID_ARGUMENT };
  const path = [at, ...issue.path.map((part) => snakeName(String(part)))].filter(Boolean).join('.');
  if (issue.code === 'unrecognized_keys')
    return { ok: false, refusal: unknownName(issue.keys[0] ?? '', path) };
  return { ok: false, refusal: invalid(`Invalid value at '${path}': ${issue.message}`) };
}
