import type { Link, Partner } from '../../../src/modules/referrals/domain/directory.js';
import type { Fact } from '../../../src/modules/referrals/domain/fact.js';
import type { Terms } from '../../../src/modules/referrals/domain/terms.js';
import { termsOn } from './terms-on.js';

type Signup = Extract<Fact, { type: 'user.signup' }>;
const WINDOW_MS = 60 * 86_400_000;

/** Which partner each team counts for, by the written rules and one pass over the sign-ups in the order of time. */
export function referrersOf(
  {
    partners,
    links,
    terms,
  }: { partners: readonly Partner[]; links: readonly Link[]; terms: readonly Terms[] },
  facts: readonly Fact[],
): ReadonlyMap<string, string> {
  const partnerOf = new Map(partners.map((partner) => [partner.id, partner]));
  const byCode = new Map(links.map((link) => [link.code, link]));
  const byId = new Map(links.map((link) => [link.id, link]));
  const moved = new Map<string, Extract<Fact, { type: 'attribution.override' }>>();
  for (const fact of facts)
    if (fact.type === 'attribution.override' && (moved.get(fact.tenantId)?.at ?? -1) < fact.at)
      moved.set(fact.tenantId, fact);
  const seen = new Set<string>();
  const found = new Map<string, string>();

  const claimsOf = (signup: Signup) => {
    const firstWins = termsOn(terms, signup.at).model === 'first_touch';
    const touches = [...signup.touches].sort(
      (a, b) => (firstWins ? 1 : -1) * (a.at - b.at || ((a.clickId ?? '') < (b.clickId ?? '') ? -1 : 1)),
    );
    return [
      ...[signup.typedCode, signup.paramCode].map((code) => ({
        link: code === null ? undefined : byCode.get(code.toLowerCase()),
        at: signup.at,
      })),
      ...touches.map(({ linkId, at }) => ({ link: byId.get(linkId), at })),
    ];
  };
  const isActive = (partner: Partner, at: number) =>
    partner.statuses.filter((step) => step.at <= at).pop()?.status === 'active';
  const mayEarn = (partner: Partner, signup: Signup) => {
    const { userId, homeTenantId, emailKey } = partner;
    if (userId === signup.userId || homeTenantId === signup.tenantId) return false;
    if (emailKey === signup.emailKey) return false;
    const back = homeTenantId === null ? undefined : partnerOf.get(found.get(homeTenantId) ?? '');
    return back?.homeTenantId !== signup.tenantId;
  };

  const signups = facts.filter((fact): fact is Signup => fact.type === 'user.signup');
  for (const signup of signups.sort((a, b) => a.at - b.at || (a.tenantId < b.tenantId ? -1 : 1))) {
    const returning = signup.emailKey !== null && seen.has(signup.emailKey);
    if (signup.emailKey !== null) seen.add(signup.emailKey);
    const override = moved.get(signup.tenantId);
    if (override) {
      const partner = partnerOf.get(override.partnerId ?? '');
      if (partner && isActive(partner, override.at) && mayEarn(partner, signup))
        found.set(signup.tenantId, partner.id);
      continue;
    }
    if (returning) continue;
    const winner = claimsOf(signup).find(({ link, at }) => {
      const partner = partnerOf.get(link?.partnerId ?? '');
      return (
        link &&
        partner &&
        (link.retiredAt === null || at < link.retiredAt) &&
        signup.at - at <= WINDOW_MS &&
        isActive(partner, at) &&
        isActive(partner, signup.at) &&
        mayEarn(partner, signup)
      );
    });
    if (winner?.link) found.set(signup.tenantId, winner.link.partnerId);
  }
  return found;
}
