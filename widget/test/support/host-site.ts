import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { AGENT, AGENT_ID, CALL_ID } from './call-facts.js';
import { Visit } from './visit.js';

const DIST = join(import.meta.dirname, '..', '..', 'dist');
export interface SiteOptions {
  /** The page's content security policy; `HOST` becomes the address of the widget's server. */
  policy?: string;
  nonce?: string;
  /** The page is isolated from other origins (COOP, COEP). */
  isolated?: boolean;
  /** What the page lets itself do: its `Permissions-Policy`. */
  permissions?: string;
  lang?: string;
  init?: Record<string, unknown>;
}

/** A site that embeds the built widget, and the widget's server on another origin, both on this machine. */
export class HostSite {
  /** What each visit asked of its page, by the number that the page's address ends with. */
  private readonly pages: SiteOptions[] = [];

  private constructor(
    private readonly site: Server,
    private readonly voice: Server,
  ) {}

  static async start(): Promise<HostSite> {
    const voice = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', 'authorization, content-type');
      response.setHeader('cross-origin-resource-policy', 'cross-origin');
      response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'application/json');
      response.end(answerTo(path));
    });
    const host = new HostSite(createServer(), voice);
    host.site.on('request', ({ url }, response) => {
      const { policy, lang = 'en', nonce, isolated, permissions } = host.pages[Number(url?.slice(1))] ?? {};
      if (policy) response.setHeader('content-security-policy', policy.replaceAll('HOST', host.voiceOrigin));
      if (permissions) response.setHeader('permissions-policy', permissions);
      if (isolated) {
        response.setHeader('cross-origin-opener-policy', 'same-origin');
        response.setHeader('cross-origin-embedder-policy', 'require-corp');
      }
      response.setHeader('content-type', 'text/html');
      const script = `<script src="${host.voiceOrigin}/widget.js"${nonce ? ` nonce="${nonce}"` : ''}></script>`;
      response.end(
        `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width"><title>Shop</title><body><main><h1>Shop</h1></main>${script}`,
      );
    });
    await Promise.all(
      [host.site, voice].map((server) => new Promise<void>((up) => server.listen(0, 'localhost', up))),
    );
    return host;
  }

  get voiceOrigin(): string {
    return `http://localhost:${(this.voice.address() as AddressInfo).port}`;
  }

  /** Opens a page of the site in a browser of its own; the call's other end is the test. */
  async visit(browser: Browser, options: SiteOptions = {}, look: BrowserContextOptions = {}): Promise<Visit> {
    const number = this.pages.push(options) - 1;
    const context = await browser.newContext(look);
    const page = await context.newPage();
    const visit = new Visit(page);
    await page.routeWebSocket(/stream/, (socket) => visit.answer(socket));
    await page.goto(`http://localhost:${(this.site.address() as AddressInfo).port}/${number}`);
    visit.options = { agentId: AGENT_ID, apiKey: 'pk_test', privacyUrl: '/privacy', ...options.init };
    await visit.init();
    return visit;
  }

  stop(): void {
    this.site.close();
    this.voice.close();
  }
}

function answerTo(path: string): string | Buffer {
  if (path === '/widget.js' || path.startsWith('/widget/words/')) return readFileSync(join(DIST, path));
  if (path.startsWith('/widget/config/')) return JSON.stringify(AGENT);
  if (path === '/widget/sessions')
    return JSON.stringify({
      token: 't',
      url: 'ws://localhost:1/stream',
      callId: CALL_ID,
      ratingToken: 'r',
      agent: AGENT,
    });
  return '{}';
}
