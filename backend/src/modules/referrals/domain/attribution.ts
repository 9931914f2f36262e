import { statusAt, type Directory, type Link, type Partner } from './directory.js';
import { byOperation } from './fact-set.js';
import type { FactOf } from './fact.js';
import { termsAt, type Terms } from './terms.js';

/** Clocks of the machines that write touches and sign-ups may differ by this much. */
export const CLOCK_SKEW_MS = 300_000;

export type Channel = 'code' | 'param' | 'cookie' | 'manual';

export type LossReason =
  | 'unknown_code'
  | 'retired'
  | 'expired'
  | 'after_signup'
  | 'partner_inactive'
  | 'own_link'
  | 'own_team'
  | 'own_address'
  | 'returning_account'
  | 'mutual'
  | 'outranked';

export interface Candidate {
  readonly channel: Channel;
  readonly linkId: string | null;
  readonly clickId: string | null;
  readonly partnerId: string | null;
  readonly touchedAt: number;
  readonly verdict: 'won' | LossReason;
}

/** Who referred a team and why it is not somebody else. Names a partner exactly where one candidate won. */
export interface Decision {
  readonly tenantId: string;
  readonly userId: string;
  readonly partnerId: string | null;
  readonly boundAt: number;
  readonly termsVersion: number;
  readonly operationId: string | null;
  readonly candidates: readonly Candidate[];
}

/** What sign-ups before this one say about it. */
export interface Earlier {
  /** The same person had an account before. */
  readonly returning: boolean;
  /** Home team of the partner who referred `tenantId`, where that team signed up before this one. */
  referrerHomeOf(tenantId: string): string | null;
}

type Signup = FactOf<'user.signup'>;
type Claim = Omit<Candidate, 'verdict'>;

/** Binds once: the window limits this decision and never what is earned later; only an override decides anew. */
export function decide(
  signup: Signup,
  overrides: readonly FactOf<'attribution.override'>[],
  directory: Directory,
  earlier: Earlier,
): Decision {
  const terms = termsAt(directory.terms, signup.at);
  const judge = (claim: Claim) => lossOf(claim, signup, terms, directory, earlier);
  const override = [...overrides].sort(byOperation).at(-1);
  const claims = claimsOf(signup, terms, directory);
  const candidates = override
    ? overridden(override, claims, signup, directory, earlier)
    : ranked(claims, judge);
  return {
    tenantId: signup.tenantId,
    userId: signup.userId,
    partnerId: candidates.find(({ verdict }) => verdict === 'won')?.partnerId ?? null,
    boundAt: override?.at ?? signup.at,
    termsVersion: terms.version,
    operationId: override?.operationId ?? null,
    candidates,
  };
}

/** Best first: what the person typed, then what the page's address carried, then touches by the model of the terms. */
function claimsOf(signup: Signup, terms: Terms, { links }: Directory): Claim[] {
  const byCode = (code: string, channel: Channel): Claim => {
    const link = links.find((one) => one.code === code.toLowerCase());
    return claimOf(link, channel, signup.at, null);
  };
  const newestFirst = terms.model === 'last_touch' ? -1 : 1;
  const touches = [...signup.touches].sort(
    (a, b) => newestFirst * (a.at - b.at || ((a.clickId ?? '') < (b.clickId ?? '') ? -1 : 1)),
  );
  return [
    ...(signup.typedCode === null ? [] : [byCode(signup.typedCode, 'code')]),
    ...(signup.paramCode === null ? [] : [byCode(signup.paramCode, 'param')]),
    ...touches.map((touch) => {
      const link = links.find((one) => one.id === touch.linkId);
      return claimOf(link, 'cookie', touch.at, touch.clickId);
    }),
  ];
}

const claimOf = (
  link: Link | undefined,
  channel: Channel,
  touchedAt: number,
  clickId: string | null,
): Claim => ({
  channel,
  linkId: link?.id ?? null,
  clickId,
  partnerId: link?.partnerId ?? null,
  touchedAt,
});

function ranked(claims: readonly Claim[], judge: (claim: Claim) => LossReason | undefined): Candidate[] {
  let won = false;
  return claims.map((claim) => {
    const loss = judge(claim) ?? (won ? 'outranked' : undefined);
    won ||= loss === undefined;
    return { ...claim, verdict: loss ?? 'won' };
  });
}

function overridden(
  override: FactOf<'attribution.override'>,
  claims: readonly Claim[],
  signup: Signup,
  directory: Directory,
  earlier: Earlier,
): Candidate[] {
  const losers = claims.map((claim): Candidate => ({ ...claim, verdict: 'outranked' }));
  const { partnerId, at } = override;
  if (partnerId === null) return losers;
  const partner = directory.partners.get(partnerId);
  const loss = partner ? (standing(partner, at) ?? refusalOf(partner, signup, earlier)) : 'unknown_code';
  const manual: Claim = { channel: 'manual', linkId: null, clickId: null, partnerId, touchedAt: at };
  return [{ ...manual, verdict: loss ?? 'won' }, ...losers];
}

function lossOf(
  claim: Claim,
  signup: Signup,
  { windowMs }: Terms,
  { partners, links }: Directory,
  earlier: Earlier,
): LossReason | undefined {
  const link = links.find(({ id }) => id === claim.linkId);
  const partner = partners.get(claim.partnerId ?? '');
  const at = claim.touchedAt;
  if (!link || !partner || link.createdAt > at) return 'unknown_code';
  if (link.retiredAt !== null && link.retiredAt <= at) return 'retired';
  if (signup.at - at > windowMs) return 'expired';
  if (at - signup.at > CLOCK_SKEW_MS) return 'after_signup';
  if (earlier.returning) return 'returning_account';
  return standing(partner, at) ?? standing(partner, signup.at) ?? refusalOf(partner, signup, earlier);
}

const standing = (partner: Partner, at: number): LossReason | undefined =>
  statusAt(partner, at) === 'active' ? undefined : 'partner_inactive';

/** Nobody earns from themself, nor two teams from each other; the later of the two is refused. */
function refusalOf(partner: Partner, signup: Signup, earlier: Earlier): LossReason | undefined {
  const { userId, homeTenantId, emailKey } = partner;
  if (userId === signup.userId) return 'own_link';
  if (homeTenantId === signup.tenantId) return 'own_team';
  if (emailKey !== null && emailKey === signup.emailKey) return 'own_address';
  if (homeTenantId !== null && earlier.referrerHomeOf(homeTenantId) === signup.tenantId) return 'mutual';
  return undefined;
}
