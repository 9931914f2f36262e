import { QueryFailedError } from 'typeorm';

/** SQLSTATE of a failed statement; undefined for every other error. */
export const sqlStateOf = (error: unknown): string | undefined => {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
};

/**
 * The database has looked at what was written and will never take it: values that do not fit (class 22) or that break a
 * constraint (class 23). Everything else may pass, as an outage does.
 */
export const isRefusedForGood = (error: unknown): boolean => /^2[23]/.test(sqlStateOf(error) ?? '');
