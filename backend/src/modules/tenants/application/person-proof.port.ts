import type { UserPrincipal } from '../../../platform/http/index.js';

/**
 * What is asked of somebody before and while they take something along that cannot be taken back. auth implements it,
 * because auth knows people's passwords and sessions.
 */
export abstract class PersonProof {
  /**
   * @param address of the request, by which guesses are counted.
   * @throws AppError `invalid_credentials`, or `rate_limited` after too many guesses.
   */
  abstract confirm(userId: string, password: string, address: string): Promise<void>;
  /** Whether they are still signed in, in that team and with that role. */
  abstract stands(person: UserPrincipal): Promise<boolean>;
}
