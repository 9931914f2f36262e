import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { Agent, request } from 'undici';
import { Clock } from '../clock/clock.js';
import { Metrics } from '../metrics/index.js';
import { readBounded, readExcerpt } from './bounded-body.js';
import { EgressError } from './egress-error.js';
import { targetFault } from './egress-target.js';
import { guardedConnector } from './guarded-connector.js';
import { HostResolver } from './host-resolver.port.js';
import { retryAfterSeconds } from './retry-after.js';

export interface EgressRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** For everything, from the name to the last byte; never more than 15 s. */
  timeoutMs: number;
  /** Until the answer begins; 5 s unless told otherwise. */
  headersTimeoutMs?: number;
  /**
   * Takes so much of the answer's body and no more. The answer then counts from its first line on: a body that is too
   * long, breaks off or never ends is cut. Without it such a body is a failure.
   */
  excerptBytes?: number;
  signal?: AbortSignal;
}

export interface EgressAnswer {
  status: number;
  contentType: string;
  /** From now on, where a `Retry-After` names seconds or a date. */
  retryAfterSeconds: number | undefined;
  text: string;
}

const HEADERS_MS = 5_000;
const TOTAL_MS = 15_000;
/** How long an excerpt may take once the answer has begun. */
const EXCERPT_MS = 2_000;
const MAX_BODY_BYTES = 262_144;
const MAX_HEADER_BYTES = 16_384;
/** Failures before anything was sent take at least this long, so that time does not tell blocked from closed. */
const REFUSAL_MS = 250;

/**
 * The only way out to addresses that a customer chose. Follows no redirect and reuses no connection: on a reused one that
 * the other side is just closing nobody could tell whether a request was acted on.
 */
@Injectable()
export class EgressClient implements OnApplicationShutdown {
  private readonly allowed: ReadonlySet<string>;
  private readonly agent: Agent;
  private readonly failures;

  constructor(
    config: AppConfig,
    resolver: HostResolver,
    metrics: Metrics,
    private readonly clock: Clock,
  ) {
    this.allowed = new Set(config.egressAllow);
    this.agent = new Agent({
      connect: guardedConnector(resolver, this.allowed),
      pipelining: 0,
      headersTimeout: HEADERS_MS,
      bodyTimeout: TOTAL_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    this.failures = metrics.counter('orbis_egress_failures_total', 'Requests to the outside that failed.', [
      'fault',
    ]);
  }

  /** Why a URL may not be called, or undefined. A call checks again: names change what they mean. */
  faultOf(url: string): string | undefined {
    return targetFault(url, this.allowed);
  }

  /** @throws EgressError */
  async send(wish: EgressRequest): Promise<EgressAnswer> {
    const began = performance.now();
    try {
      if (this.faultOf(wish.url)) throw new EgressError('blocked', false);
      return await this.exchange(wish);
    } catch (error) {
      const failure = asFailure(error, wish.signal);
      // A fault of our own is no answer of the other side.
      if (!failure) throw error;
      this.failures.inc({ fault: failure.fault });
      if (!failure.maybeSent) await sleep(Math.max(0, REFUSAL_MS - (performance.now() - began)));
      throw failure;
    }
  }

  private async exchange(wish: EgressRequest): Promise<EgressAnswer> {
    const { method, url, headers, body, timeoutMs, headersTimeoutMs, excerptBytes, signal } = wish;
    const deadline = AbortSignal.timeout(Math.ceil(Math.min(timeoutMs, TOTAL_MS)));
    const answer = await request(url, {
      dispatcher: this.agent,
      method,
      headers: { 'user-agent': 'OrbisVoice', 'accept-encoding': 'gzip, deflate, br', ...headers },
      body: body ?? null,
      signal: signal ? AbortSignal.any([deadline, signal]) : deadline,
      ...(headersTimeoutMs !== undefined && { headersTimeout: headersTimeoutMs }),
    });
    const header = (name: string) => String(answer.headers[name] ?? '').toLowerCase();
    const encoding = header('content-encoding');
    return {
      status: answer.statusCode,
      contentType: header('content-type'),
      retryAfterSeconds: retryAfterSeconds(header('retry-after'), this.clock.now().getTime()),
      text:
        excerptBytes === undefined
          ? await readBounded(answer.body, encoding, MAX_BODY_BYTES)
          : await readExcerpt(answer.body, encoding, excerptBytes, EXCERPT_MS),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }
}

/** Codes of undici, of sockets and TLS, of the HTTP parser and of the decompressors. */
const NETWORK_CODE = /^(UND_ERR_(?!INVALID)|E[A-Z]+$|ERR_(SSL|TLS|STREAM|BROTLI|_ERROR)|HPE_|Z_|CERT_)/;

function asFailure(error: unknown, signal: AbortSignal | undefined): EgressError | undefined {
  if (error instanceof EgressError) return error;
  if (signal?.aborted) return new EgressError('cancelled', true, error);
  const { name, code = '' } = error as { name?: string; code?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError' || /_TIMEOUT$/.test(String(code)))
    return new EgressError('timeout', true, error);
  return NETWORK_CODE.test(String(code)) ? new EgressError('broken', true, error) : undefined;
}
