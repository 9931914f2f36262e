import { QueryFailedError } from 'typeorm';

/** SQLSTATE of a failed statement; undefined for every other error. */
export const sqlStateOf = (error: unknown): string | undefined => {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
};
