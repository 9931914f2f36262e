import type { ServerMessage } from '@orbisvoice/contracts';

/** What the test's browser (jsdom) lacks of what a real one has: as little as the widget needs of it. */
export function completeBrowser(): void {
  CSSStyleSheet.prototype.replaceSync = () => undefined;
  Object.defineProperty(ShadowRoot.prototype, 'adoptedStyleSheets', { writable: true, value: [] });
  HTMLDialogElement.prototype.show = function show() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  window.matchMedia = () => ({ matches: false }) as MediaQueryList;
}

/** A voice socket whose other end is the test. */
export class FakeSocket {
  static last: FakeSocket;
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];

  constructor(readonly url: string) {
    FakeSocket.last = this;
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data) as Record<string, unknown>);
  }

  close(): void {
    this.onclose?.({ code: 1000 });
  }

  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** The server takes the call. */
  answer(): void {
    this.onopen?.();
    this.say({
      type: 'ready',
      callId: CALL_ID,
      resumeSecret: 's'.repeat(24),
      agent: { id: AGENT.id, name: AGENT.name, language: 'en-US', voiceId: 'Puck' },
      audio: { inputSampleRate: 16_000, outputSampleRate: 24_000 },
      demo: false,
      resumed: false,
    });
  }
}

export const CALL_ID = '0198c0de-0000-7000-8000-000000000001';
export const AGENT = {
  id: '0198c0de-0000-7000-8000-000000000002',
  name: 'Ada',
  language: 'en-US',
  voiceId: 'Puck',
  firstMessage: '',
  consentText: 'What you say is kept for a month.',
  consentVersion: 'v1',
  recorded: true,
  appearance: { theme: 'auto', accent: null, position: 'bottom-end' },
};

export interface Asked {
  path: string;
  authorization: string | null;
  body: unknown;
}

/** The widget's server; `answers` stand in for those it would give, by path. */
export function fakeServer(answers: Record<string, { status: number; body: unknown }> = {}): Asked[] {
  const asked: Asked[] = [];
  const usual: Record<string, unknown> = {
    [`/widget/config/${AGENT.id}`]: AGENT,
    '/widget/sessions': {
      token: 'tok',
      url: 'wss://v.example/stream',
      callId: CALL_ID,
      ratingToken: 'rt',
      agent: AGENT,
    },
    [`/widget/calls/${CALL_ID}/rating`]: {},
  };
  window.fetch = (input, init = {}) => {
    const path = new URL(String(input)).pathname;
    const { body, headers } = init;
    asked.push({
      path,
      authorization: new Headers(headers).get('authorization'),
      body: typeof body === 'string' ? JSON.parse(body) : undefined,
    });
    const answer = answers[path] ?? { status: path in usual ? 200 : 404, body: usual[path] };
    const { status } = answer;
    return Promise.resolve({
      ok: status < 300,
      json: () => Promise.resolve(answer.body),
    } as Response);
  };
  return asked;
}
