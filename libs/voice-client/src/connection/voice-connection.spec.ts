import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HelloMessage } from '@orbisvoice/contracts';
import { FakeWebSocket, READY } from '../testing/fake-web-socket.js';
import { VoiceConnection } from './voice-connection.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const connect = (ready = true) => {
  const connection = new VoiceConnection({
    url: 'ws://gateway/stream',
    hello: { token: 'ticket', variables: { name: 'Ada' }, userId: undefined },
    WebSocket: FakeWebSocket,
  });
  const socket = FakeWebSocket.last;
  const closed: { code: number; failure: string | undefined }[] = [];
  connection.on('closed', ({ code, failure }) => closed.push({ code, failure: failure?.code }));
  if (ready) {
    socket.open();
    socket.say(READY);
  }
  return { connection, socket, closed };
};

describe('VoiceConnection', () => {
  it('says a hello that the contract accepts, and nothing before it', async () => {
    const { connection, socket } = connect(false);
    const ready = connection.ready();
    expect(connection.send({ type: 'text', text: 'too early' })).toBe(false);
    expect(connection.sendAudio(new ArrayBuffer(640))).toBe(false);
    expect(socket.sent).toEqual([]);
    socket.open();
    expect(HelloMessage.parse(socket.messages[0])).toEqual({
      type: 'hello',
      protocol: 1,
      token: 'ticket',
      variables: { name: 'Ada' },
    });
    expect(connection.send({ type: 'text', text: 'still too early' })).toBe(false);
    socket.say(READY);
    await expect(ready).resolves.toMatchObject({ callId: READY.type === 'ready' && READY.callId });
    expect(connection.send({ type: 'text', text: 'now' })).toBe(true);
    expect(socket.binaryType).toBe('arraybuffer');
  });

  it('gives up when nobody answers', async () => {
    const { connection, socket, closed } = connect(false);
    const ready = connection.ready();
    socket.open();
    jest.advanceTimersByTime(8_000);
    await expect(ready).rejects.toMatchObject({ code: 'network' });
    expect(closed).toEqual([{ code: 1006, failure: 'network' }]);
    socket.drop(1006);
    expect(closed).toHaveLength(1);
  });

  it.each([
    [4000, 'agent_not_found'],
    [4004, 'unauthenticated'],
    [4011, 'provider_unavailable'],
    [1006, 'network'],
  ])('explains close code %i as %s', (code, failure) => {
    const { socket, closed } = connect();
    socket.drop(code);
    expect(closed).toEqual([{ code, failure }]);
  });

  it('believes the error message over the close code, but only right before the close', () => {
    const refused = connect(false);
    refused.socket.open();
    refused.socket.say({ type: 'error', code: 'variable_missing', message: 'name', retryable: false });
    refused.socket.drop(4002);
    expect(refused.closed).toEqual([{ code: 4002, failure: 'variable_missing' }]);
    const survived = connect();
    survived.socket.say({ type: 'error', code: 'rate_limited', message: 'slow down', retryable: true });
    survived.socket.say({ type: 'state', state: 'listening' });
    survived.socket.drop(1006);
    expect(survived.closed).toEqual([{ code: 1006, failure: 'network' }]);
  });

  it('drops microphone audio, and counts it, while the network is three seconds behind', () => {
    const { connection, socket } = connect();
    socket.bufferedAmount = 96_001;
    expect(connection.sendAudio(new ArrayBuffer(640))).toBe(false);
    expect(connection.droppedFrames).toBe(1);
    socket.bufferedAmount = 0;
    expect(connection.sendAudio(new ArrayBuffer(640))).toBe(true);
    expect(connection.droppedFrames).toBe(1);
  });

  it('hangs up politely, waits for the goodbye, and not for ever', () => {
    const polite = connect();
    polite.connection.end();
    expect(polite.socket.messages.at(-1)).toEqual({ type: 'end' });
    expect(polite.socket.closedWith).toBeUndefined();
    polite.socket.say({ type: 'ended', reason: 'client_ended', durationMs: 1 });
    polite.socket.drop(1000);
    expect(polite.closed).toEqual([{ code: 1000, failure: undefined }]);
    const silent = connect();
    silent.connection.end();
    jest.advanceTimersByTime(1_500);
    expect(silent.socket.closedWith).toBe(1000);
    expect(silent.closed).toEqual([{ code: 1000, failure: undefined }]);
  });

  it('hears audio that comes right behind ready, in order with the messages', () => {
    const { connection, socket } = connect();
    const heard: string[] = [];
    connection.on('audio', (pcm) => heard.push(`audio ${pcm.byteLength}`));
    connection.on('message', ({ type }) => heard.push(type));
    socket.audio(new ArrayBuffer(480));
    socket.say({ type: 'interrupted', turn: 1, heardMs: 0 });
    socket.audio(new ArrayBuffer(960));
    expect(heard).toEqual(['audio 480', 'interrupted', 'audio 960']);
  });
});
