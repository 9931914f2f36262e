import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { ApiError, messageOf } from './api-error.js';

/**
 * Puts the server's complaints at the fields they name. Returns what is left to say about the whole form: undefined
 * where every complaint found its field.
 */
export function showServerErrors<T extends FieldValues>(
  error: unknown,
  fields: readonly string[],
  setError: UseFormSetError<T>,
): string | undefined {
  const details = error instanceof ApiError ? error.details : [];
  const placed = details.filter(({ path }) => fields.includes(path.split('.')[0] ?? ''));
  placed.forEach(({ path, message }, index) =>
    setError(path as Path<T>, { type: 'server', message }, { shouldFocus: index === 0 }),
  );
  return placed.length > 0 && placed.length === details.length ? undefined : messageOf(error);
}
