import { QueryFailedError } from 'typeorm';

/** Two sign-ups with one address at once: the database decides, by the unique constraint. */
export function isEmailTaken(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { constraint } = error.driverError as { constraint?: unknown };
  return constraint === 'users_email_key';
}
