import type { ErrorBody } from '@orbisvoice/contracts';
import { ApiError, isSignedOut, isTeamSwitched } from './api-error.js';
import { randomId } from './random-id.js';

type Query = Record<string, string | number | undefined>;

interface RequestOptions {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
  /** For writes that make keys, mail or calls: a repeat of the same request has its effect once. */
  idempotent?: boolean;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Answers 401 here mean what they say; a refreshed session would change nothing. */
const OWN_CREDENTIALS = /^\/auth\/(login|signup|refresh|reset-password|verify-email|forgot-password)$/;
/** What is about the session itself, whichever team it is in. */
const OF_SESSION = /^\/auth\/(login|signup|refresh|logout|switch-tenant)$/;

/**
 * Requests to our API. Answers are taken at the word of the contracts' types: the server checks each of its answers
 * against them in every test, and the schemas would weigh more than a page.
 */
export class ApiClient {
  /**
   * Asks the person to sign in again, over whatever they were doing; true once they have. Absent where nothing is open
   * that could be lost.
   */
  signInAgain: (() => Promise<boolean>) | undefined;
  /**
   * The team that the page shows. Each request says so, because another tab may have taken the session, which they share,
   * to another team.
   */
  team: string | undefined;
  /** Asks the person what to do about that; true once the session is back in the team of the page. */
  returnToTeam: (() => Promise<boolean>) | undefined;
  private refreshing: Promise<boolean> | undefined;
  private readonly asking = new Map<string, Promise<boolean>>();

  constructor(private readonly fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args)) {}

  get<T>(path: string, options: Omit<RequestOptions, 'body'> = {}): Promise<T> {
    return this.request('GET', path, options);
  }

  post<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.request('POST', path, options);
  }

  put<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.request('PUT', path, options);
  }

  patch<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.request('PATCH', path, options);
  }

  /** For a deletion that answers something. */
  delete<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.request('DELETE', path, options);
  }

  /** A file. */
  async bytes(path: string, options: Omit<RequestOptions, 'body'> = {}): Promise<ArrayBuffer> {
    return (await this.answer('GET', path, options)).arrayBuffer();
  }

  /** For answers without content that anybody reads. */
  async run(method: Method, path: string, options: RequestOptions = {}): Promise<void> {
    await this.answer(method, path, options);
  }

  private async request<T>(method: Method, path: string, options: RequestOptions): Promise<T> {
    const response = await this.answer(method, path, options);
    const body = await readJson(response);
    if (typeof body === 'object' && body !== null) return body as T;
    throw new ApiError('unreadable', 'The server sent something unexpected. Reload the page.', {
      status: response.status,
    });
  }

  private async answer(method: Method, path: string, options: RequestOptions): Promise<Response> {
    // One key for both attempts: the repeat after a refresh is the same request.
    const headers = new Headers();
    if (options.body !== undefined) headers.set('content-type', 'application/json');
    if (options.idempotent) headers.set('idempotency-key', randomId());
    if (this.team !== undefined && !OF_SESSION.test(path)) headers.set('x-tenant-id', this.team);
    const attempt = () => this.inTeam(() => this.send(method, path, options, headers));
    try {
      return await attempt();
    } catch (error) {
      if (!isSignedOut(error) || OWN_CREDENTIALS.test(path)) throw error;
      if (!(await this.refresh()) && !(await this.ask('signInAgain'))) throw error;
      return attempt();
    }
  }

  private async inTeam(attempt: () => Promise<Response>): Promise<Response> {
    try {
      return await attempt();
    } catch (error) {
      if (!isTeamSwitched(error) || !(await this.ask('returnToTeam'))) throw error;
      return attempt();
    }
  }

  /** All requests that meet the same thing wait for one answer. */
  private ask(question: 'signInAgain' | 'returnToTeam'): Promise<boolean> {
    const asked =
      this.asking.get(question) ??
      (this[question]?.() ?? Promise.resolve(false)).finally(() => this.asking.delete(question));
    this.asking.set(question, asked);
    return asked;
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
  const body = await readJson(response);
  const { status } = response;
  if (!isErrorBody(body))
    return new ApiError('unreadable', `The server answered with an error (${status}).`, { status });
  const { code, message, requestId, details = [] } = body.error;
  return new ApiError(code, message, { status, requestId, details });
}

/** A proxy answers errors of its own; theirs are pages, not this. */
function isErrorBody(body: unknown): body is ErrorBody {
  const { error } = (body ?? {}) as { error?: Partial<ErrorBody['error']> };
  return typeof error?.code === 'string' && typeof error.message === 'string';
}

export const api = new ApiClient();
