import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { Toaster } from '../components/ui/toaster.js';
import { BrowserHistory } from '../lib/router/browser-history.js';
import { RouterContext } from '../lib/router/router-context.js';
import { answer } from './answers.js';

// Forms fetch their rules with the first check, which takes a while on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

/** What jsdom lacks of the platform's dialog, as far as ours uses it. */
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

type Answers = Record<string, (request: { body: unknown; query: URLSearchParams }) => Response>;

/** A server by its routes (`GET /agents`), for components that read and write; what nobody answers fails the test. */
export class FakeApi {
  readonly asked: string[] = [];
  readonly bodies: unknown[] = [];

  constructor(private readonly answers: Answers) {
    globalThis.fetch = (input, init) => {
      const [path = '', query = ''] = String(input).split('?');
      const route = `${init?.method ?? 'GET'} ${path}`;
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      this.asked.push(query ? `${route}?${query}` : route);
      if (body !== undefined) this.bodies.push(body);
      const given = this.answers[route];
      if (!given) return Promise.reject(new Error(`nobody answers ${route}`));
      return Promise.resolve(given({ body, query: new URLSearchParams(query) }));
    };
  }

  /** Requests that change something. */
  get writes(): string[] {
    return this.asked.filter((one) => !one.startsWith('GET '));
  }
}

export const pageOf = (...items: object[]): Response => answer(200, { items, nextCursor: null });

/** In a page of the dashboard: with data, toasts and addresses. */
export function showInDashboard(element: ReactElement) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const history = new BrowserHistory();
  const router = {
    history,
    location: history.location,
    params: {},
    pages: [],
    navigating: false,
    preload: () => undefined,
  };
  return render(
    <RouterContext value={router}>
      <QueryClientProvider client={client}>
        {element}
        <Toaster />
      </QueryClientProvider>
    </RouterContext>,
  );
}
