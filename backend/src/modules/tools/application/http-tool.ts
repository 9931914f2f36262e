import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ToolHttp } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId } from '../../../platform/database/index.js';
import { EgressClient, EgressError, type EgressAnswer } from '../../../platform/egress/index.js';
import { cappedResult } from '../domain/capped-result.js';
import { CircuitBreaker } from '../domain/circuit-breaker.js';
import { fillRequest, placeFaults, type ToolRequest } from '../domain/request-template.js';
import {
  IN_DOUBT,
  UNREACHABLE,
  type ToolEnd,
  type ToolFailure,
  type ToolRun,
} from '../domain/tool-outcome.js';
import { ToolSecrets } from './tool-secrets.service.js';

const FIRST_PAUSE_MS = 200;
const EXCERPT_CHARS = 500;
/** Statuses by which a server asks to be asked again. */
const TRY_AGAIN = new Set([408, 429, 502, 503, 504]);

/** True where sending the request twice does no harm. */
export const repeatable = ({ method, idempotencyKey }: ToolHttp): boolean =>
  idempotencyKey || method === 'GET' || method === 'PUT' || method === 'DELETE';

/** Calls a server of the team. */
@Injectable()
export class HttpTool {
  private readonly breaker = new CircuitBreaker();

  constructor(
    private readonly egress: EgressClient,
    private readonly secrets: ToolSecrets,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId, toolId: string, http: ToolHttp, run: ToolRun): Promise<ToolEnd> {
    const details = placeFaults(http, run.args);
    if (details.length > 0) {
      const message = 'The arguments do not fit the tool.';
      return {
        state: 'failed',
        mayRepeat: true,
        error: { code: 'tool_arguments_invalid', message, details },
      };
    }
    const values = await this.secrets.read(tenantId, toolId);
    const missing = http.secretNames.filter((name) => !values.has(name));
    if (missing.length > 0) return unready(missing);
    const request = fillRequest(http, run.args, (name) => values.get(name) ?? '');
    if (http.idempotencyKey) request.headers['idempotency-key'] = run.occasion;
    const endpoint = `${tenantId} ${new URL(request.url).origin}`;
    if (!this.breaker.allows(endpoint, this.clock.monotonicMs()))
      return { state: 'failed', mayRepeat: true, error: UNREACHABLE };
    return this.attempts(http, request, run, endpoint);
  }

  /** All attempts and pauses together keep to the tool's time. */
  private async attempts(
    http: ToolHttp,
    request: ToolRequest,
    run: ToolRun,
    endpoint: string,
  ): Promise<ToolEnd> {
    const deadline = this.clock.monotonicMs() + http.timeoutMs;
    // Whoever breaks off a request that must not be repeated never learns what it did.
    const signal = repeatable(http) ? run.signal : undefined;
    if (run.signal.aborted) return { state: 'failed', mayRepeat: true, error: UNREACHABLE };
    for (let attempt = 0; ; attempt++) {
      const timeoutMs = Math.max(1, deadline - this.clock.monotonicMs());
      const tried = await this.send(request, signal, timeoutMs);
      const broken = tried instanceof EgressError || tried.status >= 500;
      if (broken && !run.signal.aborted) this.breaker.failed(endpoint, this.clock.monotonicMs());
      else if (!broken) this.breaker.succeeded(endpoint);
      const pauseMs = FIRST_PAUSE_MS * 2 ** attempt;
      const timeLeft = this.clock.monotonicMs() + pauseMs < deadline && !run.signal.aborted;
      if (attempt >= http.retries || !timeLeft || !mayTryAgain(tried, repeatable(http)))
        return endOf(tried, repeatable(http));
      await sleep(pauseMs);
    }
  }

  private async send(
    { url, method, headers, body }: ToolRequest,
    signal: AbortSignal | undefined,
    timeoutMs: number,
  ): Promise<EgressAnswer | EgressError> {
    try {
      return await this.egress.send({
        url,
        method,
        headers,
        timeoutMs,
        ...(signal && { signal }),
        ...(body !== undefined && { body }),
      });
    } catch (error) {
      if (error instanceof EgressError) return error;
      throw error;
    }
  }
}

function mayTryAgain(tried: EgressAnswer | EgressError, harmless: boolean): boolean {
  if (!(tried instanceof EgressError)) return harmless && TRY_AGAIN.has(tried.status);
  // A blocked address is tried as often as a closed one: how long it takes must not tell which of them it is.
  if (tried.fault === 'too_large') return false;
  return harmless || !tried.maybeSent;
}

function endOf(tried: EgressAnswer | EgressError, harmless: boolean): ToolEnd {
  if (tried instanceof EgressError) {
    if (tried.maybeSent && !harmless) return { state: 'unknown', error: IN_DOUBT };
    return { state: 'failed', mayRepeat: true, error: UNREACHABLE };
  }
  const { status, text } = tried;
  if (status >= 200 && status < 300) return { state: 'succeeded', result: cappedResult(bodyOf(tried)) };
  const error: ToolFailure = { code: 'tool_failed', message: `The tool answered with status ${status}.` };
  const excerpt = text.slice(0, EXCERPT_CHARS).toWellFormed();
  if (excerpt !== '') error.details = [{ path: 'response', message: excerpt }];
  return { state: 'failed', mayRepeat: harmless, error };
}

function bodyOf({ status, contentType, text }: EgressAnswer): unknown {
  if (text === '') return { status };
  if (!/[/+]json\b/.test(contentType)) return { text };
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { text };
  }
}

/** Secrets that the tool names have no values. */
export const unready = (missing: readonly string[]): ToolEnd => ({
  state: 'failed',
  mayRepeat: true,
  error: {
    code: 'tool_failed',
    message: 'The tool is not set up yet.',
    details: missing.map((name) => ({ path: `secrets.${name}`, message: 'has no value yet' })),
  },
});
