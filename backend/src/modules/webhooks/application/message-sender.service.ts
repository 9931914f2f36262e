import { Injectable } from '@nestjs/common';
import type { WebhookFault } from '@orbisvoice/contracts';
import type { Histogram } from 'prom-client';
import { Clock } from '../../../platform/clock/clock.js';
import { madeAtMs, webhookHeaders } from '../../../platform/crypto/index.js';
import { EgressClient, EgressError } from '../../../platform/egress/index.js';
import { Metrics } from '../../../platform/metrics/index.js';
import { VERDICTS, verdictOf, type AttemptEnd } from '../domain/attempt.js';
import type { Errand } from './delivery-desk.service.js';
import { messageIdOf } from './webhook.mapping.js';

/** For a whole request; most of it may be the server's thinking. */
const TIMEOUT_MS = 15_000;
const EXCERPT_BYTES = 1_024;
/** The published service level stands among them: 5 s. */
const FIRST_ATTEMPT_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 120, 600];

/** What the other side may know of a failure: not whether an address was refused or merely silent. */
const FAULTS: Record<EgressError['fault'], WebhookFault> = {
  blocked: 'unreachable',
  unreachable: 'unreachable',
  timeout: 'timeout',
  broken: 'broken',
  too_large: 'broken',
  cancelled: 'interrupted',
};

/** Makes one request. */
@Injectable()
export class MessageSender {
  private readonly attempts;
  private readonly firstAttempts: Histogram;

  constructor(
    private readonly egress: EgressClient,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.attempts = metrics.counter(
      'orbis_webhook_attempts_total',
      'Attempts to deliver a webhook message.',
      ['verdict'],
    );
    this.firstAttempts = metrics.histogram(
      'orbis_webhook_first_attempt_seconds',
      'From what happened to the first attempt to tell of it.',
      FIRST_ATTEMPT_BUCKETS,
    );
    // From the start, since an alert sees how much a series grows, and not that it has come to be.
    for (const verdict of VERDICTS) this.attempts.inc({ verdict }, 0);
  }

  async send(
    keys: readonly Buffer[],
    { url, messageId, body, trigger, number }: Omit<Errand, 'id'>,
  ): Promise<AttemptEnd> {
    const began = this.clock.monotonicMs();
    if (trigger === 'event' && number === 1)
      this.firstAttempts.observe((this.clock.now().getTime() - madeAtMs(messageId)) / 1_000);
    const signed = webhookHeaders(keys, messageIdOf(messageId), this.clock.now(), body);
    const answer = await this.answerTo(url, { 'content-type': 'application/json', ...signed }, body);
    const end = { ...answer, durationMs: Math.round(this.clock.monotonicMs() - began) };
    this.attempts.inc({ verdict: verdictOf(end) });
    return end;
  }

  private async answerTo(
    url: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<Omit<AttemptEnd, 'durationMs'>> {
    const limits = { timeoutMs: TIMEOUT_MS, headersTimeoutMs: TIMEOUT_MS, excerptBytes: EXCERPT_BYTES };
    try {
      const answer = await this.egress.send({ method: 'POST', url, headers, body, ...limits });
      const { status, text, retryAfterSeconds } = answer;
      // Postgres keeps no NUL.
      return { status, fault: null, response: text.replaceAll('\0', ''), retryAfterSeconds };
    } catch (error) {
      if (!(error instanceof EgressError)) throw error;
      return { status: null, fault: FAULTS[error.fault], response: null, retryAfterSeconds: undefined };
    }
  }
}
