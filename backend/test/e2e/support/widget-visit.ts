import { join } from 'node:path';
import type { ClientMessage, ServerMessage } from '@orbisvoice/contracts';
import type { Browser, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.js';

type Timed<T> = T & { at: number };
type Frame = Timed<ServerMessage | ClientMessage | { type: 'audio'; bytes: number }>;

/** What the page noted by its own clock (page-probe.mjs). */
export interface Probe {
  received: Frame[];
  sent: Frame[];
  loudness: { at: number; rms: number }[];
}

/** A visitor of a page that embeds the widget. */
export class WidgetVisit {
  readonly console: string[] = [];
  /** Errors, uncaught exceptions and refusals of a content security policy. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.on('console', (message: ConsoleMessage) => {
      this.console.push(message.text());
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  static async begin(chromium: Browser, look: BrowserContextOptions = {}): Promise<WidgetVisit> {
    const context = await chromium.newContext({ reducedMotion: 'reduce', locale: 'en-US', ...look });
    await context.addInitScript({ path: join(import.meta.dirname, 'page-probe.mjs') });
    return new WidgetVisit(await context.newPage());
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** From the launcher to the first word; the consent is part of the way where the agent asks for one. */
  async startCall({ consent = true } = {}): Promise<void> {
    await this.button('Talk to us').click();
    await this.button('Start talking').click();
    if (consent) await this.button('Agree and talk').click();
    await this.untilState('listening');
  }

  state(): Promise<string> {
    return this.page.evaluate(`window.OrbisVoice?.state ?? 'absent'`);
  }

  async untilState(state: string, timeoutMs = 20_000): Promise<void> {
    let last = '';
    await waitFor(async () => (last = await this.state()) === state, timeoutMs).catch(() => {
      throw new Error(`waited in vain for ${state}; it is ${last}: ${this.complaints.join(' | ')}`);
    });
  }

  probe(): Promise<Probe> {
    return this.page.evaluate(
      '({ received: orbisProbe.received, sent: orbisProbe.sent, loudness: orbisProbe.loudness })',
    );
  }

  /** Whether every microphone that the page ever had was let go, and that it had one. */
  microphones(): Promise<{ opened: number; live: number }> {
    return this.page.evaluate(
      `({ opened: orbisProbe.tracks.length, live: orbisProbe.tracks.filter((t) => t.readyState === 'live').length })`,
    );
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
