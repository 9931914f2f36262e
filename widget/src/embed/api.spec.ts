import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrbisVoiceApi, OrbisVoiceOptions } from '../public-types.js';
import { AGENT, CALL_ID, completeBrowser, fakeServer, FakeSocket, type Asked } from '../testing/fake-page.js';
import { createApi } from './api.js';

const OPTIONS: OrbisVoiceOptions = { agentId: AGENT.id, apiKey: 'pk_test' };
const PAGE = {
  scriptUrl: 'https://v.example/widget.js',
  pageUrl: 'https://shop.example/',
  languages: ['en'],
};
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

let api: OrbisVoiceApi;
let asked: Asked[];
const page = (): typeof PAGE => ({ ...PAGE, languages: [document.documentElement.lang, 'en'] });
const root = () => document.querySelector('orbis-voice')?.shadowRoot as ShadowRoot;
const find = <T extends HTMLElement = HTMLElement>(selector: string) => root().querySelector(selector) as T;
const act = (name: string) => find(`[data-act=${name}]`).click();
const visible = (selector: string): boolean => !find(selector).closest('[hidden]');

async function writing(options: Partial<OrbisVoiceOptions> = {}): Promise<void> {
  api.init({ ...OPTIONS, ...options });
  api.start({ mode: 'text' });
  await settle();
  FakeSocket.last.answer();
  await settle();
}

beforeEach(() => {
  completeBrowser();
  Object.assign(globalThis, { __ORBIS_WORDS__: '0123456789' });
  globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket;
  asked = fakeServer();
  api = createApi('1.2.3', () => PAGE);
});
afterEach(() => api.destroy());

describe('the widget on a page', () => {
  it('is one element with a named dialog behind a named button', () => {
    api.init(OPTIONS);
    api.init({ ...OPTIONS, theme: 'dark' });
    expect(document.querySelectorAll('orbis-voice')).toHaveLength(1);
    expect(find('.root').dataset.theme).toBe('dark');
    const launcher = find('.launcher');
    expect([launcher.textContent, launcher.getAttribute('aria-expanded')]).toEqual(['Talk to us', 'false']);
    const panel = find('dialog');
    expect(panel.getAttribute('aria-label')).toBe(panel.querySelector('h2')?.textContent);
  });

  it('takes the focus in on opening, and gives it back on Escape', () => {
    api.init(OPTIONS);
    find('.launcher').click();
    expect((root().activeElement as HTMLElement).dataset.act).toBe('talk');
    root().activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(root().activeElement).toBe(find('.launcher'));
    expect(find<HTMLDialogElement>('dialog').open).toBe(false);
  });

  it('names every control, and has no style attribute anywhere', () => {
    api.init({ ...OPTIONS, open: true });
    for (const button of root().querySelectorAll('button'))
      expect((button.getAttribute('aria-label') ?? button.textContent)?.trim()).toBeTruthy();
    expect(root().querySelectorAll('[style], style, script')).toHaveLength(0);
  });

  it('comes back where a page swaps its body', async () => {
    api.init(OPTIONS);
    document.body.replaceChildren();
    await settle();
    expect(document.querySelectorAll('orbis-voice')).toHaveLength(1);
  });

  it('never speaks two languages, where that of the page changes before the words are here', async () => {
    fakeServer({
      '/widget/words/es@0123456789.json': { status: 200, body: { talk: 'Empezar' } },
      '/widget/words/de@0123456789.json': { status: 200, body: { talk: 'Los' } },
    });
    const spoken = () => [find('.root').lang, find('[data-act=talk]').textContent];
    const translated = createApi('1.2.3', page);
    document.documentElement.lang = 'es';
    translated.init({ ...OPTIONS, open: true });
    document.documentElement.lang = 'de';
    await settle();
    expect(spoken()).toEqual(['es', 'Empezar']);
    translated.init(OPTIONS);
    await settle();
    expect(spoken()).toEqual(['de', 'Los']);
    document.documentElement.lang = '';
    translated.destroy();
  });

  it('leaves nothing behind', async () => {
    await writing();
    api.destroy();
    await settle();
    expect(document.querySelector('orbis-voice')).toBeNull();
    expect(FakeSocket.last.sent.at(-1)).toEqual({ type: 'end' });
    expect(api.state).toBe('idle');
  });

  it('takes the colours and the side that the owner of the agent chose, unless the page says otherwise', async () => {
    const appearance = { theme: 'dark', accent: '#ffdd00', position: 'top-start' };
    fakeServer({ [`/widget/config/${AGENT.id}`]: { status: 200, body: { ...AGENT, appearance } } });
    api.init({ ...OPTIONS, position: 'bottom-start' });
    await settle();
    expect({ ...find('.root').dataset }).toMatchObject({ theme: 'dark', position: 'bottom-start' });
    const { style } = document.querySelector('orbis-voice') as HTMLElement;
    expect(style.getPropertyValue('--orbis-primary')).toBe('#ffdd00');
    expect(style.getPropertyValue('--orbis-on-primary')).toBe('#0b1020');
  });
});

describe('a conversation in writing', () => {
  it('needs no microphone, carries the token and never the key', async () => {
    await writing({ context: { variables: { plan: 'pro' }, userId: 'u1' } });
    const { sent, url } = FakeSocket.last;
    expect(sent[0]).toEqual({
      type: 'hello',
      protocol: 1,
      token: 'tok',
      variables: { plan: 'pro' },
      userId: 'u1',
    });
    expect(JSON.stringify(sent) + url).not.toContain('pk_test');
    expect(asked.find(({ path }) => path === '/widget/sessions')).toMatchObject({
      authorization: 'Bearer pk_test',
      body: { agentId: AGENT.id },
    });
    expect([visible('.composer'), visible('.bar')]).toEqual([true, true]);
  });

  it('sends what was said before there was a call, and shows what is answered', async () => {
    api.init(OPTIONS);
    api.sendText('Do you deliver?');
    await settle();
    FakeSocket.last.answer();
    await settle();
    expect(FakeSocket.last.sent.at(-1)).toEqual({ type: 'text', text: 'Do you deliver?' });
    FakeSocket.last.say({ type: 'transcript', role: 'user', turn: 1, text: 'Do you deliver?', final: true });
    FakeSocket.last.say({
      type: 'transcript',
      role: 'agent',
      turn: 1,
      text: 'Yes, <b>we do</b>.',
      final: true,
    });
    const log = find('[role=log]');
    expect([...log.querySelectorAll('.line')].map(({ textContent }) => textContent)).toEqual([
      'You: Do you deliver?',
      'Ada: Yes, <b>we do</b>.',
    ]);
    expect(log.querySelector('b')).toBeNull();
  });

  it('runs tools of the page', async () => {
    api.registerTool('cart', () => ({ items: 2 }));
    await writing();
    FakeSocket.last.say({ type: 'tool.started', id: 't1', name: 'cart', args: {} });
    await settle();
    expect(FakeSocket.last.sent.at(-1)).toEqual({ type: 'tool.result', id: 't1', result: { items: 2 } });
  });

  it('ends with a rating that goes to the server with the right to rate and nothing else', async () => {
    await writing();
    find('.end').click();
    expect(api.state).toBe('ended');
    root().querySelectorAll<HTMLInputElement>('input[type=radio]')[3]?.click();
    await settle();
    expect(api.state).toBe('rating');
    expect(asked.at(-1)).toEqual({
      path: `/widget/calls/${CALL_ID}/rating`,
      authorization: 'Bearer rt',
      body: { rating: 4 },
    });
    expect(root().textContent).toContain('Thank you!');
  });
});

describe('consent', () => {
  it('is asked for before anything is opened; who declines writes, and the server is told', async () => {
    api.init({ ...OPTIONS, open: true });
    await settle();
    act('talk');
    expect(api.state).toBe('consent');
    expect(find('.notice').textContent).toBe(AGENT.consentText);
    expect(asked.some(({ path }) => path === '/widget/sessions')).toBe(false);
    act('decline');
    await settle();
    FakeSocket.last.answer();
    expect(FakeSocket.last.sent[0]).toMatchObject({ consent: { accepted: false, version: 'v1' } });
  });

  it('is told to the page', async () => {
    const told: unknown[] = [];
    api.on('consent', (detail) => told.push(detail));
    document.addEventListener('orbis:consent', (event) => told.push((event as CustomEvent).detail), {
      once: true,
    });
    api.init({ ...OPTIONS, open: true, text: false });
    await settle();
    act('talk');
    act('decline');
    expect(told).toEqual([
      { accepted: false, version: 'v1' },
      { accepted: false, version: 'v1' },
    ]);
    expect(api.state).toBe('idle');
  });
});

describe('failures', () => {
  it('are told in words, announced, and can be tried again', async () => {
    fakeServer({ '/widget/sessions': { status: 503, body: { error: { code: 'busy' } } } });
    const errors: unknown[] = [];
    api.init({ ...OPTIONS, on: { error: (detail) => errors.push(detail) } });
    api.start({ mode: 'text' });
    await settle();
    expect(find('[role=alert]').textContent).toContain('All lines are busy');
    expect(errors).toEqual([{ code: 'busy', message: 'All lines are busy', retryable: true }]);
    fakeServer();
    act('retry');
    await settle();
    FakeSocket.last.answer();
    await settle();
    expect(api.state).toBe('listening');
  });

  it('of a site’s own server carry its code on', async () => {
    api.init({
      agentId: AGENT.id,
      baseUrl: 'https://v.example',
      getToken: () => Promise.reject(Object.assign(new Error('no'), { code: 'rate_limited' })),
    });
    api.start({ mode: 'text' });
    await settle();
    expect(find('[role=alert]').textContent).toContain('All lines are busy');
  });
});

describe('after a reload', () => {
  it('goes on with the written conversation of the page before, and has it told again', async () => {
    await writing();
    dispatchEvent(new Event('pagehide'));
    const first = FakeSocket.last;
    first.onclose = null;
    api.destroy();
    const next = createApi('1.2.3', () => PAGE);
    next.init(OPTIONS);
    await settle();
    expect(FakeSocket.last).not.toBe(first);
    FakeSocket.last.onopen?.();
    expect(FakeSocket.last.sent[0]).toMatchObject({
      resume: { callId: CALL_ID, secret: 's'.repeat(24), lastSeq: 0 },
    });
    expect(next.state).toBe('reconnecting');
    next.destroy();
  });
});
