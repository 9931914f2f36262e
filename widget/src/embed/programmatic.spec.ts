import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrbisEventName, OrbisVoiceApi } from '../public-types.js';
import { AGENT, CALL_ID, completeBrowser, fakeServer, FakeSocket } from '../testing/fake-page.js';
import { createApi } from './api.js';

const OPTIONS = { agentId: AGENT.id, apiKey: 'ov_pk_test' };
const PAGE = {
  scriptUrl: 'https://v.example/widget.js',
  pageUrl: 'https://shop.example/',
  languages: ['en'],
};
const NAMES: readonly OrbisEventName[] = [
  ...(['ready', 'open', 'close', 'state', 'call'] as const),
  ...(['transcript', 'consent', 'error', 'end', 'rating'] as const),
];
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

let api: OrbisVoiceApi;
/** Names and details as listeners heard them, and as the document did. */
let called: [string, unknown][];
let dispatched: [string, unknown][];
let leaving: AbortController;
beforeEach(() => {
  completeBrowser();
  globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket;
  fakeServer();
  api = createApi('1.2.3', () => PAGE);
  called = [];
  dispatched = [];
  leaving = new AbortController();
  for (const name of NAMES) {
    api.on(name, (detail) => called.push([name, detail]));
    const keep = (event: Event) => dispatched.push([name, (event as CustomEvent).detail]);
    document.addEventListener(`orbis:${name}`, keep, leaving);
  }
});
afterEach(() => {
  api.destroy();
  leaving.abort();
});

const heard = (name: string) => called.filter(([event]) => event === name).map(([, detail]) => detail);
const said = (type: string) => FakeSocket.last.sent.filter((message) => message.type === type);
async function talking(): Promise<void> {
  api.start({ mode: 'text' });
  await settle();
  FakeSocket.last.answer();
  await settle();
}

describe('a page that drives the widget', () => {
  it('hears the whole of a call, by listener and by DOM event, in one order', async () => {
    api.init(OPTIONS);
    api.open();
    await talking();
    FakeSocket.last.say({ type: 'transcript', role: 'agent', turn: 0, text: 'Hello.', final: true });
    api.stop();
    await settle();
    api.close();
    expect(dispatched).toEqual(called);
    expect(called.map(([name]) => name)).toEqual([
      ...['ready', 'open', 'state', 'state', 'state', 'call'],
      ...['transcript', 'state', 'end', 'state', 'close'],
    ]);
    expect(heard('ready')).toEqual([{ version: '1.2.3' }]);
    expect(heard('call')).toEqual([{ callId: CALL_ID, mode: 'text', resumed: false }]);
    expect(heard('transcript')).toEqual([{ role: 'agent', turn: 0, text: 'Hello.', final: true }]);
    expect(heard('state')).toEqual([
      { state: 'preparing', previous: 'idle' },
      { state: 'connecting', previous: 'preparing' },
      { state: 'listening', previous: 'connecting' },
      { state: 'ended', previous: 'listening' },
      { state: 'idle', previous: 'ended' },
    ]);
    expect(heard('end')).toMatchObject([{ callId: CALL_ID, reason: 'client_ended' }]);
  });

  it('gives the next call its context, of which the newest word on each thing counts', async () => {
    api.setContext({ userId: 'customer-6', variables: { name: 'Grace' } });
    api.init({ ...OPTIONS, context: { userId: 'customer-7' } });
    await talking();
    expect(said('hello')).toMatchObject([{ userId: 'customer-7', variables: { name: 'Grace' } }]);
    api.stop();
    await settle();
    api.setContext({ variables: { name: 'Ada' } });
    await talking();
    expect(said('hello')).toMatchObject([{ userId: 'customer-7', variables: { name: 'Ada' } }]);
  });

  it('mutes and opens the microphone, and says things, during a call only', async () => {
    api.init(OPTIONS);
    api.mute();
    await talking();
    api.mute();
    api.mute(false);
    api.sendText('  Are you open?  ');
    expect(said('mic').map(({ state }) => state)).toEqual(['muted', 'open']);
    expect(said('text')).toMatchObject([{ text: 'Are you open?' }]);
  });

  it('may call anything before there is a widget, and stops hearing when it wants to', () => {
    api.open();
    api.close();
    api.start();
    api.stop();
    api.mute();
    api.sendText('Hello?');
    api.destroy();
    expect([api.state, called]).toEqual(['idle', []]);
    const names: string[] = [];
    const off = api.on('open', () => names.push('open'));
    api.init(OPTIONS);
    api.open();
    off();
    api.close();
    api.open();
    expect(names).toEqual(['open']);
  });

  it('is not stopped by a listener of the page that throws', async () => {
    const errors: unknown[] = [];
    const take = (event: ErrorEvent) => {
      event.preventDefault();
      errors.push(event.error);
    };
    addEventListener('error', take);
    api.on('open', () => {
      throw new Error('of the page');
    });
    api.init(OPTIONS);
    api.open();
    await settle();
    removeEventListener('error', take);
    expect(heard('open')).toHaveLength(1);
    expect(errors).toHaveLength(1);
  });
});
