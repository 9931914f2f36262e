import type { Agent, ApiKey } from '@orbisvoice/contracts';
import { isUsable } from './key-words.js';

export interface EmbedCheck {
  /** `wait`: nothing can be said yet, because something was not filled in. */
  state: 'good' | 'bad' | 'wait';
  text: string;
  /** Where it is put right. */
  mend?: 'agent' | 'keys';
}

interface EmbedFacts {
  agent: Pick<Agent, 'publishedVersion' | 'allowedOrigins'>;
  /** As it was typed. */
  site: string;
  apiKey: string;
  /** Undefined where they cannot be seen, as by members. */
  keys: readonly ApiKey[] | undefined;
}

/** The origin of what somebody typed or pasted; `www.example.com/shop` is meant as https. */
export function siteOf(text: string): string | undefined {
  const typed = text.trim();
  if (!typed) return undefined;
  const address = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(address)) return undefined;
  const { origin, protocol } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

/** What has to be right before the widget works on a site, as the server will judge it. */
export const embedChecks = (facts: EmbedFacts): EmbedCheck[] => [
  publishing(facts),
  allowing(facts),
  keyCheck(facts),
];

const publishing = ({ agent }: EmbedFacts): EmbedCheck =>
  agent.publishedVersion === null
    ? { state: 'bad', text: 'The agent is not published, so visitors cannot reach it.', mend: 'agent' }
    : { state: 'good', text: `Version ${agent.publishedVersion} of the agent is published.` };

function allowing({ agent, site }: EmbedFacts): EmbedCheck {
  const { allowedOrigins } = agent;
  if (allowedOrigins.length === 0)
    return { state: 'bad', text: 'The agent allows no site yet.', mend: 'agent' };
  const origin = siteOf(site);
  if (site.trim() && !origin) return { state: 'bad', text: 'That is no address of a site.' };
  if (!origin) return { state: 'wait', text: 'Fill in your site to see whether the agent allows it.' };
  return allowedOrigins.includes(origin)
    ? { state: 'good', text: `The agent allows ${origin}.` }
    : { state: 'bad', text: `The agent does not allow ${origin}.`, mend: 'agent' };
}

function keyCheck({ apiKey, keys, site }: EmbedFacts): EmbedCheck {
  const typed = apiKey.trim();
  if (!typed)
    return keys?.every((key) => key.kind !== 'publishable' || !isUsable(key))
      ? { state: 'bad', text: 'The team has no publishable key yet.', mend: 'keys' }
      : { state: 'wait', text: 'Paste a publishable key, or put it in later.' };
  if (/^ov_[sr]k_/.test(typed))
    return {
      state: 'bad',
      text: 'This key is not for pages: every visitor could read it. Revoke it if it ever was in one.',
      mend: 'keys',
    };
  if (!typed.startsWith('ov_pk_')) return { state: 'bad', text: 'That is no publishable key (ov_pk_…).' };
  const known = keys?.find(({ prefix }) => typed.startsWith(prefix));
  if (!keys) return { state: 'good', text: 'This looks like a publishable key.' };
  if (!known) return { state: 'bad', text: 'This key is not one of the team’s.', mend: 'keys' };
  if (!isUsable(known))
    return { state: 'bad', text: `The key “${known.name}” was revoked or has expired.`, mend: 'keys' };
  const origin = siteOf(site);
  if (origin && known.allowedOrigins.length > 0 && !known.allowedOrigins.includes(origin))
    return { state: 'bad', text: `The key “${known.name}” does not allow ${origin}.`, mend: 'keys' };
  return { state: 'good', text: `The key “${known.name}” works.` };
}
