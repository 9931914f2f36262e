import type { ServerMessage } from '@orbisvoice/contracts';
import type { Page, WebSocketRoute } from 'playwright-core';
import { AGENT, CALL_ID } from './call-facts.js';

/** Machines may be busy. */
const PATIENCE_MS = 20_000;

/** One visitor on the site. */
export class Visit {
  readonly heard: { type: string }[] = [];
  audioFrames = 0;
  /** What the page's policy refused. */
  readonly refused: string[] = [];
  options: Record<string, unknown> = {};
  /** Whether who calls is answered from now on. */
  answers = true;
  private socket: WebSocketRoute | undefined;

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text()))
        this.refused.push(message.text());
    });
    page.on('pageerror', (error) => this.refused.push(error.message));
  }

  answer(socket: WebSocketRoute): void {
    this.socket = socket;
    socket.onMessage((message) => {
      if (typeof message !== 'string') return void this.audioFrames++;
      const heard = JSON.parse(message) as { type: string };
      this.heard.push(heard);
      const { id, name, language, voiceId } = AGENT;
      if (heard.type === 'hello' && this.answers)
        this.say({
          ...{ type: 'ready', callId: CALL_ID, resumeSecret: 's'.repeat(24), demo: true, resumed: false },
          ...{
            agent: { id, name, language, voiceId },
            audio: { inputSampleRate: 16_000, outputSampleRate: 24_000 },
          },
        });
    });
  }

  init(): Promise<void> {
    return this.page.evaluate((values) => window.OrbisVoice?.init(values as never), this.options);
  }

  /** The line falls, and whoever is called from then on does not answer. */
  async lose(code = 4010): Promise<void> {
    this.answers = false;
    await this.socket?.close({ code });
  }

  /** The server ends the call for a reason. */
  async refuse(code: string): Promise<void> {
    this.say({ type: 'error', code: code as 'internal', message: '', retryable: false });
    await this.lose(4000);
  }

  /** An answer: a steady tone of this length. */
  speak(ms: number): void {
    this.say({ type: 'turn.started', turn: 9 });
    this.say({ type: 'state', state: 'speaking' });
    const samples = Int16Array.from({ length: ms * 24 }, (_, index) => 6_000 * Math.sin(index / 20));
    this.socket?.send(Buffer.from(samples.buffer));
  }

  /** What moves by itself. */
  motion(): Promise<string[]> {
    return this.page.evaluate(() => {
      const running = document.querySelector('orbis-voice')?.shadowRoot?.getAnimations() ?? [];
      return running.map((animation) => animation.constructor.name);
    });
  }

  /** Parts of the panel whose content is wider than they are. */
  tooWide(): Promise<string[]> {
    return this.page.evaluate(() => {
      const shadow = document.querySelector('orbis-voice')?.shadowRoot;
      const parts = [...(shadow?.querySelectorAll('button, p, header, .foot, .bar, .scroll, .line') ?? [])];
      return parts
        .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
        .map(({ className, textContent }) => `${className}: ${textContent}`);
    });
  }

  say(message: ServerMessage): void {
    this.socket?.send(JSON.stringify(message));
  }

  act(name: string): Promise<void> {
    return this.page.locator(`orbis-voice [data-act=${name}]`).click();
  }

  async until(state: string): Promise<void> {
    // Not waitForFunction: it evaluates a text, which trusted types forbid.
    await this.eventually(
      async () => (await this.page.evaluate(() => window.OrbisVoice?.state)) === state,
      state,
    );
  }

  async eventually(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`never came to be: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async open(): Promise<void> {
    await this.page.locator('orbis-voice .launcher').click();
  }

  /** From the launcher into a call by voice. */
  async talk(): Promise<void> {
    await this.open();
    await this.act('talk');
    await this.act('accept');
    await this.until('listening');
  }

  async write(): Promise<void> {
    await this.open();
    await this.act('write');
    await this.until('listening');
  }

  converse(): void {
    const said = [
      ['agent', 'Hello, I am Ada. How can I help you today?'],
      ['user', 'Do you deliver to Lisbon?'],
      ['agent', `Yes, in two to three working days. ${'It costs nothing over fifty euros. '.repeat(4)}`],
      ['user', 'And can I send it back?'],
    ] as const;
    for (const [turn, [role, text]] of said.entries())
      this.say({ type: 'transcript', role, turn, text, final: true });
    this.say({ type: 'state', state: 'thinking' });
  }
}
