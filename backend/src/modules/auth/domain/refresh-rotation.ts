/** Two tabs may refresh with the same token at once; this long the parent of the newest token still answers. */
export const REFRESH_GRACE_MS = 10_000;

export interface PresentedRefreshToken {
  expiresAt: Date;
  /** When it was exchanged for its child; null while it is the newest of its family. */
  usedAt: Date | null;
  /** True once the child was exchanged in its turn. */
  childUsed: boolean;
}

/**
 * - `rotate`: the newest token of the family, give its child.
 * - `repeat`: its immediate parent within the grace, give the same child again, so that the family never forks.
 * - `reuse`: an older token came back, somebody holds a copy: end the family.
 * - `expired`: too late, and no sign of theft.
 */
export type RefreshVerdict = 'rotate' | 'repeat' | 'reuse' | 'expired';

export function judgeRefresh(token: PresentedRefreshToken, now: Date): RefreshVerdict {
  if (token.usedAt === null) return token.expiresAt <= now ? 'expired' : 'rotate';
  const withinGrace = now.getTime() - token.usedAt.getTime() <= REFRESH_GRACE_MS;
  return withinGrace && !token.childUsed ? 'repeat' : 'reuse';
}
