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

const UNDONE_CODES = new Set(['40001', '40P01', '55P03', '57014']);

/**
 * The database gave a statement up for the sake of others or of time, and lives: the transaction was undone, and may be
 * tried again.
 */
export const isUndone = (error: unknown): boolean => UNDONE_CODES.has(sqlStateOf(error) ?? '');
