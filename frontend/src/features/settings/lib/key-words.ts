import type { ApiKey, ApiKeyLimits } from '@orbisvoice/contracts';
import type { BadgeTone } from '../../../components/ui/badge.js';
import { formatAgo, formatDate } from '../../../lib/format.js';

export const KEY_KINDS: Record<ApiKey['kind'], string> = {
  publishable: 'Publishable',
  secret: 'Secret',
  restricted: 'Restricted',
};

/** What each limit counts, as it stands beside its number. */
export const LIMIT_WORDS: Record<keyof ApiKeyLimits, string> = {
  concurrentCalls: 'calls at once',
  callsPerDay: 'calls a day',
  callsPerMinutePerAddress: 'calls a minute from one visitor',
  callsPerDayPerAddress: 'calls a day from one visitor',
};

export const LIMITS = Object.keys(LIMIT_WORDS) as (keyof ApiKeyLimits)[];

/** "100 calls at once, 5 calls a minute from one visitor"; undefined where the key has no limit of its own. */
export function limitWords(limits: ApiKeyLimits): string | undefined {
  const words = LIMITS.flatMap((name) =>
    limits[name] === null ? [] : [`${limits[name].toLocaleString('en')} ${LIMIT_WORDS[name]}`],
  );
  return words.length > 0 ? words.join(', ') : undefined;
}

const SOON_MS = 14 * 86_400_000;

const isExpired = ({ expiresAt }: ApiKey, now: number): boolean =>
  expiresAt !== null && Date.parse(expiresAt) <= now;

export const isUsable = (key: ApiKey, now = Date.now()): boolean =>
  key.revokedAt === null && !isExpired(key, now);

/** What has to be known about how long a key works; undefined where it has no end. */
export function standingOf(key: ApiKey, now = Date.now()): { tone: BadgeTone; text: string } | undefined {
  const { revokedAt, expiresAt } = key;
  if (revokedAt) return { tone: 'neutral', text: `Revoked ${formatAgo(revokedAt, now)}` };
  if (!expiresAt) return undefined;
  if (isExpired(key, now)) return { tone: 'bad', text: `Expired ${formatAgo(expiresAt, now)}` };
  const soon = Date.parse(expiresAt) - now < SOON_MS;
  return soon
    ? { tone: 'warn', text: `Expires ${formatAgo(expiresAt, now)}` }
    : { tone: 'neutral', text: `Until ${formatDate(expiresAt)}` };
}

const DAY_MS = 86_400_000;

/** How long a new key may work, in days; none is for good. */
export const KEY_LIVES = [
  ['', 'Until it is revoked'],
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'A year'],
] as const;

export const expiryAfter = (days: string, now = Date.now()): string | undefined =>
  days ? new Date(now + Number(days) * DAY_MS).toISOString() : undefined;
