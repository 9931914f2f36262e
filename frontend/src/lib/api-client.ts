import { ErrorBody } from '@orbisvoice/contracts';
import type { z } from 'zod';
import { ApiError, isSignedOut } from './api-error.js';
import { randomId } from './random-id.js';
import './zod-setup.js';

type Query = Record<string, string | number | undefined>;

interface RequestOptions {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
  /** For writes that make keys, mail or calls: a repeat of the same request has its effect once. */
  idempotent?: boolean;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Answers 401 here mean what they say; a refreshed session would change nothing. */
const OWN_CREDENTIALS = /^\/auth\/(login|signup|refresh|reset-password|verify-email|forgot-password)$/;

export class ApiClient {
  private refreshing: Promise<boolean> | undefined;

  constructor(private readonly fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args)) {}

  get<T>(path: string, schema: z.ZodType<T>, options: Omit<RequestOptions, 'body'> = {}): Promise<T> {
    return this.request('GET', path, schema, options);
  }

  post<T>(path: string, schema: z.ZodType<T>, options: RequestOptions = {}): Promise<T> {
    return this.request('POST', path, schema, options);
  }

  put<T>(path: string, schema: z.ZodType<T>, options: RequestOptions = {}): Promise<T> {
    return this.request('PUT', path, schema, options);
  }

  /** For answers without content that anybody reads. */
  async run(method: Method, path: string, options: RequestOptions = {}): Promise<void> {
    await this.answer(method, path, options);
  }

  private async request<T>(
    method: Method,
    path: string,
    schema: z.ZodType<T>,
    options: RequestOptions,
  ): Promise<T> {
    const response = await this.answer(method, path, options);
    const parsed = schema.safeParse(await readJson(response));
    if (parsed.success) return parsed.data;
    throw new ApiError('unreadable', 'The server sent something unexpected. Reload the page.', {
      status: response.status,
      cause: parsed.error,
    });
  }

  private async answer(method: Method, path: string, options: RequestOptions): Promise<Response> {
    // One key for both attempts: the repeat after a refresh is the same request.
    const headers = new Headers();
    if (options.body !== undefined) headers.set('content-type', 'application/json');
    if (options.idempotent) headers.set('idempotency-key', randomId());
    const attempt = () => this.send(method, path, options, headers);
    try {
      return await attempt();
    } catch (error) {
      if (!isSignedOut(error) || OWN_CREDENTIALS.test(path) || !(await this.refresh())) throw error;
      return attempt();
    }
  }

  private async send(
    method: Method,
    path: string,
    options: RequestOptions,
    headers: Headers,
  ): Promise<Response> {
    let response: Response;
    try {
      response = await this.fetch(path + queryString(options.query), {
        method,
        headers,
        credentials: 'same-origin',
        ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
        ...(options.signal && { signal: options.signal }),
      });
    } catch (cause) {
      if (options.signal?.aborted) throw cause;
      throw new ApiError('network', 'The server cannot be reached. Check your connection.', { cause });
    }
    if (!response.ok) throw await errorOf(response);
    return response;
  }

  /** All requests that meet an expired session wait for one refresh; tabs take turns, as the token rotates. */
  private refresh(): Promise<boolean> {
    const refresh = () =>
      this.send('POST', '/auth/refresh', {}, new Headers()).then(
        () => true,
        () => false,
      );
    const locks = globalThis.navigator?.locks as LockManager | undefined;
    this.refreshing ??= (locks ? locks.request('orbis-refresh', refresh) : refresh()).finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }
}

const queryString = (query: Query = {}): string => {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
};

const readJson = (response: Response): Promise<unknown> => response.json().catch(() => undefined);

async function errorOf(response: Response): Promise<ApiError> {
  const body = ErrorBody.safeParse(await readJson(response));
  const { status } = response;
  if (!body.success)
    return new ApiError('unreadable', `The server answered with an error (${status}).`, { status });
  const { code, message, requestId, details = [] } = body.data.error;
  return new ApiError(code, message, { status, requestId, details });
}

export const api = new ApiClient();
