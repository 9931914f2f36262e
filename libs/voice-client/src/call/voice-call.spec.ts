import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ServerMessage } from '@orbisvoice/contracts';
import { FakeCallAudio } from '../testing/fake-call-audio.js';
import { FakeWebSocket, READY } from '../testing/fake-web-socket.js';
import { CallFailure } from './call-failure.js';
import { createVoiceCall } from './voice-call.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const settle = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

function newCall(ticket = () => Promise.resolve({ url: 'ws://gateway/stream', token: 'ticket' })) {
  const call = createVoiceCall({
    ticket,
    audio: (handlers) => new FakeCallAudio(handlers),
    WebSocket: FakeWebSocket,
  });
  const phases: string[] = [];
  call.on('change', ({ phase }) => phases.at(-1) !== phase && phases.push(phase));
  return { call, phases };
}

async function liveCall() {
  const made = newCall();
  const started = made.call.start({ variables: { name: 'Ada' } });
  FakeCallAudio.last.opening.resolve();
  await settle();
  const socket = FakeWebSocket.last;
  socket.open();
  socket.say(READY);
  await started;
  return { ...made, socket, audio: FakeCallAudio.last };
}

const say = (socket: FakeWebSocket, ...messages: ServerMessage[]): void =>
  messages.forEach((m) => socket.say(m));

describe('VoiceCall', () => {
  it('opens sound inside the click, before anything asynchronous', () => {
    const { call, phases } = newCall();
    void call.start();
    expect(FakeCallAudio.last.log).toEqual(['open with microphone']);
    expect(phases).toEqual(['permission']);
    call.end();
  });

  it('carries a conversation: frames up, speech down under its turn, flush on interruption', async () => {
    const { call, phases, socket, audio } = await liveCall();
    expect(phases).toEqual(['permission', 'connecting', 'listening']);
    audio.handlers.onFrame({ pcm: new ArrayBuffer(640), rms: 0.2 });
    expect(socket.sent.at(-1)).toBeInstanceOf(ArrayBuffer);
    expect(call.levels.microphone).toBe(0.2);
    say(socket, { type: 'turn.started', turn: 3 }, { type: 'state', state: 'speaking' });
    socket.audio(new ArrayBuffer(960));
    audio.handlers.onPlayback({
      turn: 3,
      playedMs: 20,
      playing: true,
      level: 0.4,
      flushed: false,
      underruns: 0,
    });
    expect(call.state.phase).toBe('speaking');
    say(socket, { type: 'interrupted', turn: 3, heardMs: 20 }, { type: 'state', state: 'listening' });
    audio.handlers.onPlayback({
      turn: 3,
      playedMs: 41.6,
      playing: false,
      level: 0,
      flushed: true,
      underruns: 0,
    });
    expect(audio.log.slice(1)).toEqual(['play 3', 'flush', 'finish']);
    expect(socket.messages.slice(-2)).toEqual([
      { type: 'playback', turn: 3, playedMs: 20 },
      { type: 'playback', turn: 3, playedMs: 42 },
    ]);
    expect(call.state.phase).toBe('listening');
    call.end();
  });

  it('releases the microphone however the call ends', async () => {
    const byVisitor = await liveCall();
    byVisitor.call.end();
    expect(byVisitor.audio.closed).toBe(true);
    expect(byVisitor.call.state.phase).toBe('ended');
    const byServer = await liveCall();
    byServer.socket.say({ type: 'ended', reason: 'max_duration', durationMs: 9 });
    expect(byServer.audio.closed).toBe(true);
    expect(byServer.call.state).toMatchObject({ phase: 'ended', reason: 'max_duration' });
    const byNetwork = await liveCall();
    byNetwork.socket.drop(4011, 'provider_unavailable');
    expect(byNetwork.audio.closed).toBe(true);
    expect(byNetwork.call.state).toMatchObject({ phase: 'error', code: 'provider_unavailable' });
    const byDevice = await liveCall();
    byDevice.audio.handlers.onMicrophoneLost();
    expect(byDevice.audio.closed).toBe(true);
    expect(byDevice.call.state).toMatchObject({ phase: 'error', code: 'microphone_lost' });
  });

  it('hangs up during the permission prompt without ever connecting', async () => {
    let asked = 0;
    const { call, phases } = newCall(() => Promise.reject(new Error(`asked ${++asked}`)));
    const started = call.start();
    const audio = FakeCallAudio.last;
    call.end();
    audio.opening.resolve();
    await started;
    expect(audio.closed).toBe(true);
    expect(asked).toBe(0);
    expect(phases).toEqual(['permission', 'ended']);
  });

  it.each([
    ['the microphone is denied', new CallFailure('microphone_denied'), undefined, 'microphone_denied'],
    ['the ticket is refused', undefined, new CallFailure('agent_not_published'), 'agent_not_published'],
    ['something unforeseen breaks', undefined, new Error('boom'), 'internal'],
  ])('names the cause when %s, and can start again', async (_, denied, refused, code) => {
    const { call } = newCall(() => (refused ? Promise.reject(refused) : new Promise(() => undefined)));
    const started = call.start();
    if (denied) FakeCallAudio.last.opening.reject(denied);
    else FakeCallAudio.last.opening.resolve();
    await started;
    expect(call.state).toMatchObject({ phase: 'error', code });
    expect(FakeCallAudio.last.closed).toBe(true);
    void call.start({ microphone: false });
    expect(call.state.phase).toBe('permission');
    expect(FakeCallAudio.last.log).toEqual(['open']);
    call.end();
  });

  it('sends nothing of the room while muted, and says so to the server', async () => {
    const { call, socket, audio } = await liveCall();
    call.mute(true);
    expect(socket.messages.at(-1)).toEqual({ type: 'mic', state: 'muted' });
    const before = socket.sent.length;
    audio.handlers.onFrame({ pcm: new ArrayBuffer(640), rms: 0.3 });
    expect(socket.sent.length).toBe(before);
    expect(call.levels.microphone).toBe(0);
    call.mute(false);
    expect(socket.messages.at(-1)).toEqual({ type: 'mic', state: 'open' });
    expect(call.sendText('  hello ')).toBe(true);
    expect(socket.messages.at(-1)).toEqual({ type: 'text', text: 'hello' });
    expect(call.sendText('   ')).toBe(false);
    call.end();
  });

  it('outlives its connection: says so, keeps what is written, and has the same captions afterwards', async () => {
    const { call, socket, audio, phases } = await liveCall();
    const words = (turn: number, text: string, final = false, seq?: number): ServerMessage => ({
      type: 'transcript',
      role: 'user',
      turn,
      text,
      final,
      ...(seq && { seq }),
    });
    say(socket, words(1, 'One', true, 1), { type: 'turn.committed', seq: 1 }, words(2, 'Tw'));
    socket.drop(1006);
    expect(call.state).toMatchObject({ phase: 'reconnecting', live: { agent: { name: 'Ada' } } });
    expect(call.sendText('Three')).toBe(true);
    expect(audio.closed).toBe(false);
    jest.advanceTimersByTime(0);
    const again = FakeWebSocket.last;
    again.open();
    say(again, { ...READY, resumed: true } as ServerMessage);
    expect(call.state.captions.map(({ text }) => text)).toEqual(['One', 'Tw']);
    say(again, words(3, 'Two', true, 2), { type: 'state', state: 'thinking' });
    expect(call.state.captions.map(({ text }) => text)).toEqual(['One', 'Two']);
    expect(again.messages.at(-1)).toEqual({ type: 'text', text: 'Three' });
    expect(phases).toEqual([
      'permission',
      'connecting',
      'listening',
      'reconnecting',
      'listening',
      'thinking',
    ]);
    expect(call.resumeFrom).toMatchObject({ url: 'ws://gateway/stream', lastSeq: 1 });
    call.end();
    expect(call.resumeFrom).toBeUndefined();
  });

  it('goes on with the call of an earlier page without asking for a ticket', async () => {
    const { call } = newCall(() => Promise.reject(new Error('no ticket is needed')));
    const resume = { url: 'ws://kept/stream', callId: 'c', secret: 'kept-by-the-page-before', lastSeq: 0 };
    void call.start({ resume });
    FakeCallAudio.last.opening.resolve();
    await settle();
    expect(FakeWebSocket.last.url).toBe('ws://kept/stream');
    call.end();
  });
});
