import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HelloMessage, type ServerMessage } from '@orbisvoice/contracts';
import { FakeWebSocket, READY } from '../testing/fake-web-socket.js';
import { openConnection } from './voice-connection.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const connect = (ready = true) => {
  const closed: { code: number; failure: string | undefined }[] = [];
  const messages: ServerMessage[] = [];
  const heard: string[] = [];
  const connection = openConnection(
    {
      url: 'ws://gateway/stream',
      hello: { token: 'ticket', variables: { name: 'Ada' }, userId: undefined },
      WebSocket: FakeWebSocket,
    },
    {
      onMessage: (message) => (messages.push(message), heard.push(message.type)),
      onAudio: (pcm) => heard.push(`audio ${pcm.byteLength}`),
      onClosed: (code, failure) => closed.push({ code, failure }),
    },
  );
  const socket = FakeWebSocket.last;
  if (ready) {
    socket.open();
    socket.say(READY);
  }
  return { connection, socket, closed, messages, heard };
};

describe('openConnection', () => {
  it('says a hello that the contract accepts, and nothing before it', () => {
    const { connection, socket, messages } = connect(false);
    expect(connection.send({ type: 'text', text: 'too early' })).toBe(false);
    expect(connection.send(new ArrayBuffer(640))).toBe(false);
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
    expect(messages).toMatchObject([{ callId: READY.type === 'ready' && READY.callId }]);
    expect(connection.send({ type: 'text', text: 'now' })).toBe(true);
    expect(socket.binaryType).toBe('arraybuffer');
  });

  it('gives up when nobody answers', () => {
    const { socket, closed } = connect(false);
    socket.open();
    jest.advanceTimersByTime(8_000);
    expect(closed).toEqual([{ code: 1006, failure: 'network' }]);
    socket.drop(1006);
    expect(closed).toHaveLength(1);
  });

  it.each([
    [4000, 'agent_not_found', 'agent_not_found'],
    [4011, 'provider_unavailable', 'provider_unavailable'],
    [1006, '', 'network'],
  ])('explains close code %i with the reason "%s" as %s', (code, reason, failure) => {
    const { socket, closed } = connect();
    socket.drop(code, reason);
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

  it('drops microphone audio, and says so, while the network is three seconds behind', () => {
    const { connection, socket } = connect();
    socket.bufferedAmount = 96_001;
    expect(connection.send(new ArrayBuffer(640))).toBe(false);
    expect(connection.isBehind).toBe(true);
    socket.bufferedAmount = 0;
    expect(connection.send(new ArrayBuffer(640))).toBe(true);
    expect(socket.sent.at(-1)).toBeInstanceOf(ArrayBuffer);
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
    const { socket, heard } = connect();
    socket.audio(new ArrayBuffer(480));
    socket.say({ type: 'interrupted', turn: 1, heardMs: 0 });
    socket.audio(new ArrayBuffer(960));
    expect(heard).toEqual(['ready', 'audio 480', 'interrupted', 'audio 960']);
  });
});
