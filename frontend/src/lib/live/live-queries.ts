import type { LiveEvent, LiveEventName } from '@orbisvoice/contracts';
import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Which answers of the API are old after an event, by the first part of their keys. */
const OLD: Record<Exclude<LiveEventName, 'resync'>, readonly string[]> = {
  'call.started': ['calls', 'analytics', 'onboarding'],
  'call.ended': ['calls', 'analytics'],
  'call.changed': ['calls', 'analytics'],
  'agent.changed': ['agents', 'audit', 'onboarding'],
  'tool.changed': ['tools', 'agents', 'audit'],
  'member.changed': ['team', 'me', 'audit', 'onboarding'],
  'invitation.changed': ['team', 'audit'],
  'api_key.changed': ['api-keys', 'audit'],
  'tenant.changed': ['me', 'retention', 'erasures', 'team-exports', 'audit'],
  'webhook.changed': ['webhooks', 'audit'],
  'referrals.changed': ['referrals'],
};

const isId = (part: unknown): part is string => typeof part === 'string' && part.length === 36;

/** Keys are `[area, kind, id?, …]`: what is about another id stays fresh. */
export function isOld(key: QueryKey, { name, id }: LiveEvent): boolean {
  if (name === 'resync') return true;
  const [area, , of] = key;
  if (typeof area !== 'string' || !OLD[name]?.includes(area)) return false;
  const about = OLD[name][0] === area && isId(of) && id !== null;
  return !about || of === id;
}

const GATHER_MS = 300;

/** Marks answers as old, which are then read anew where somebody looks at them. Crowds of events count as one. */
export class LiveQueries {
  private events: LiveEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly client: QueryClient) {}

  readonly hear = (event: LiveEvent): void => {
    this.events.push(event);
    this.timer ??= setTimeout(() => this.settle(), GATHER_MS);
  };

  stop(): void {
    clearTimeout(this.timer);
  }

  private settle(): void {
    this.timer = undefined;
    const events = this.events.splice(0);
    void this.client.invalidateQueries({
      predicate: ({ queryKey }) => events.some((event) => isOld(queryKey, event)),
    });
  }
}
