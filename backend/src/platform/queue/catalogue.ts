import type { DomainEventName } from '@orbisvoice/contracts';

export const QUEUES = {
  /** Short database work. */
  events: { concurrency: 10 },
  /** Talks to a mail server, which may be slow; kept apart so that it holds nothing else up. */
  mail: { concurrency: 4 },
  /** Waits for a model to read transcripts, for up to a minute each. */
  analysis: { concurrency: 4, patient: true },
  /** Requests to teams' own servers; one job is one endpoint's line. */
  webhooks: { concurrency: 50 },
  /** The same for endpoints that are slow or failing, so that those which answer never wait behind them. */
  'webhooks-slow': { concurrency: 50 },
} as const satisfies Record<string, QueueSpec>;
export type QueueName = keyof typeof QUEUES;

export interface QueueSpec {
  /** Jobs at once in each worker. */
  concurrency: number;
  /** What waits here for long is late, and no sign that work stands still. */
  patient?: boolean;
}

export const isPatient = (queue: QueueName): boolean => 'patient' in QUEUES[queue];
export const PATIENT_QUEUES = (Object.keys(QUEUES) as QueueName[]).filter(isPatient);

export interface ConsumerSpec {
  queue: QueueName;
  /** Tries before this consumer is given up for the fact, whatever becomes of the others. */
  maxAttempts: number;
}

/** The last of so many tries comes a good four hours after the first. */
export const USUAL_ATTEMPTS = 16;
const usual = { queue: 'events', maxAttempts: USUAL_ATTEMPTS } as const satisfies ConsumerSpec;

/**
 * Who acts on which fact. Names are stored in Redis and in the table `processed`: renaming one strands its work. A
 * process that runs jobs does not start unless each consumer named here has exactly one handler.
 */
export const CONSUMERS = {
  'user.signup': { 'note-referred-signup': usual },
  'user.activated': { 'note-referred-activation': usual },
  'tenant.acquired': { 'note-acquisition': usual },
  'referral.noted': { 'mirror-fact': usual },
  'referral.reported': { 'watch-referrals': usual },
  'mail.requested': { 'send-mail': { queue: 'mail', maxAttempts: USUAL_ATTEMPTS } },
  'call.started': { 'publish-call-started': usual },
  'call.ended': {
    'assemble-transcript': usual,
    'note-activation': usual,
    'publish-call-ended': usual,
    'count-call': usual,
    'open-follow-up': usual,
    'mark-caller': usual,
    'analyse-call': { queue: 'analysis', maxAttempts: USUAL_ATTEMPTS },
  },
  'analysis.wanted': { 'analyse-again': { queue: 'analysis', maxAttempts: USUAL_ATTEMPTS } },
  'call.analysed': { 'publish-call-analysed': usual, 'mark-analysed-caller': usual, 'count-analysis': usual },
  'agent.published': { 'publish-agent-published': usual },
  'booking.created': { 'publish-booking-created': usual, 'mark-booked-caller': usual },
  'webhook.due': { 'send-webhooks': { queue: 'webhooks', maxAttempts: USUAL_ATTEMPTS } },
  'webhook.due_slow': { 'send-slow-webhooks': { queue: 'webhooks-slow', maxAttempts: USUAL_ATTEMPTS } },
  'retention.due': { 'erase-old-calls': usual },
  'caller.erasure_due': { 'erase-caller': usual },
  'call.rated': { 'count-rating': usual, 'mark-rated-caller': usual },
  'call.unclaimed': { 'count-unclaimed': usual },
} as const satisfies Record<DomainEventName, Record<string, ConsumerSpec>>;

export type ConsumerOf<N extends DomainEventName> = keyof (typeof CONSUMERS)[N] & string;
export type ConsumerName = { [N in DomainEventName]: ConsumerOf<N> }[DomainEventName];

export const CONSUMER_NAMES: readonly string[] = Object.values(CONSUMERS).flatMap((consumers) =>
  Object.keys(consumers),
);

/** Undefined where this build does not know the event, as during a rolling update. */
export function consumersOf(event: string): [string, ConsumerSpec][] | undefined {
  if (!Object.hasOwn(CONSUMERS, event)) return undefined;
  return Object.entries<ConsumerSpec>(CONSUMERS[event as DomainEventName]);
}

const BACKOFF_START_MS = 1_000;
const BACKOFF_LIMIT_MS = 3_600_000;

/** Doubles from a second to an hour, spread so that work which failed together does not return together. */
export function backoffMs(attempt: number, random: number = Math.random()): number {
  const full = Math.min(BACKOFF_START_MS * 2 ** (attempt - 1), BACKOFF_LIMIT_MS);
  return Math.round(full * (0.75 + random / 2));
}
