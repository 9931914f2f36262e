import { refusesStorage, type Visit } from './click-rules.js';
import { tellsVisitors } from './visitor-network.js';

/** What every browser says of itself unasked; nothing is read out of a device. */
const SAID = ['user-agent', 'accept-language', 'sec-ch-ua-platform'] as const;

/**
 * What tells one browser from others coarsely, to be digested at once: which program in which languages from which
 * network. Null where the browser asks not to be followed, says nothing of itself, or is in a network that tells nobody
 * apart: many have the same browser, and alone it would accuse strangers.
 * @param network shortened; see `networkOf`.
 */
export function deviceOf(headers: Visit['headers'], network: string): string | null {
  if (refusesStorage({ headers }) || !tellsVisitors(network) || !headers['user-agent']) return null;
  return [network, ...SAID.map((name) => String(headers[name] ?? ''))].join('\n');
}
