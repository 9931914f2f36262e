import { AppError } from '../../../platform/http/index.js';
import { passwordWeakness } from '../domain/password-policy.js';

/** @throws AppError `unprocessable` that names the field. */
export function refuseWeakPassword(password: string, ownWords: readonly string[]): void {
  const weakness = passwordWeakness(password, ownWords);
  if (!weakness) return;
  const details = [{ path: 'password', message: weakness }];
  throw new AppError('unprocessable', {
    message: 'This password is easy to guess. Choose another.',
    details,
  });
}
