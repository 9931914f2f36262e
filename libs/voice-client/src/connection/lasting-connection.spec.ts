import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HelloMessage, type ServerMessage } from '@orbisvoice/contracts';
import { FakeWebSocket, READY } from '../testing/fake-web-socket.js';
import { openLastingConnection, type LastingHandlers } from './lasting-connection.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const RESUMED = { ...READY, resumed: true, resumeSecret: 'the-second-secret-of-it' } as ServerMessage;
const LISTENING: ServerMessage = { type: 'state', state: 'listening' };
const said = (seq: number): ServerMessage => ({
  type: 'transcript',
  role: 'user',
  turn: seq,
  text: 'Hi',
  final: true,
  seq,
});

const handlers = (heard: string[]): LastingHandlers => ({
  onMessage: ({ type }) => heard.push(type),
  onAudio: () => undefined,
  onDropped: () => heard.push('dropped'),
  onClosed: (_code, failure) => heard.push(`closed ${failure}`),
});

function live(ready: ServerMessage = READY) {
  const heard: string[] = [];
  const line = openLastingConnection(
    { url: 'ws://gateway/stream', hello: { token: 'once' }, WebSocket: FakeWebSocket },
    handlers(heard),
  );
  const socket = FakeWebSocket.last;
  socket.open();
  socket.say(ready);
  heard.length = 0;
  return { line, socket, heard };
}

/** The next socket, opened after its pause. */
function next(ms: number): FakeWebSocket {
  const before = FakeWebSocket.last;
  jest.advanceTimersByTime(ms);
  expect(FakeWebSocket.last).not.toBe(before);
  FakeWebSocket.last.open();
  return FakeWebSocket.last;
}

describe('openLastingConnection', () => {
  it('resumes with the newest secret, the last committed turn and the place in the audio', () => {
    const { line, socket } = live();
    for (const message of [said(1), { type: 'turn.committed', seq: 1 }, { type: 'turn.started', turn: 2 }])
      socket.say(message as ServerMessage);
    socket.audio(new ArrayBuffer(4_800));
    socket.drop(1006);
    const second = next(0);
    expect(HelloMessage.parse(second.messages[0])).toMatchObject({
      resume: { secret: 'secret-secret-secret', lastSeq: 1, playing: { turn: 2, receivedMs: 100 } },
    });
    second.say(RESUMED);
    second.drop(4010);
    expect(next(400).messages[0]).toMatchObject({ resume: { secret: 'the-second-secret-of-it' } });
    line.end();
  });

  it('tells nothing twice', () => {
    const { line, socket, heard } = live();
    const tool: ServerMessage = { type: 'tool.started', id: 'a', name: 'find' };
    const all = [said(1), { type: 'turn.committed', seq: 1 }, tool] as ServerMessage[];
    all.forEach((message) => socket.say(message));
    socket.drop(1006);
    const second = next(0);
    [RESUMED, ...all, said(2), LISTENING].forEach((message) => second.say(message));
    expect(heard).toEqual([
      'transcript',
      'turn.committed',
      'tool.started',
      'dropped',
      'ready',
      'transcript',
      'state',
    ]);
    line.end();
  });

  it('keeps what is written and said meanwhile, and sends it once the call has been repeated', () => {
    const { line, socket } = live();
    socket.drop(1006);
    expect(line.send({ type: 'text', text: 'still there?' })).toBe(true);
    expect(line.send({ type: 'playback', turn: 1, playedMs: 1 })).toBe(false);
    line.sendAudio(new ArrayBuffer(640));
    const second = next(0);
    second.say({ ...RESUMED, received: { micMs: 0, messages: 0 } } as ServerMessage);
    expect(second.sent).toHaveLength(1);
    second.say(LISTENING);
    expect(second.messages.at(-1)).toEqual({ type: 'text', text: 'still there?' });
    expect(second.sent.at(-1)).toBeInstanceOf(ArrayBuffer);
    line.end();
  });

  it('notices a line that has gone silent, and does not end the call by leaving it', () => {
    const { line, socket, heard } = live({ ...READY, heartbeatMs: 2_000 } as ServerMessage);
    jest.advanceTimersByTime(3_000);
    socket.say({ type: 'heartbeat' });
    jest.advanceTimersByTime(3_999);
    expect(heard).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(heard).toEqual(['dropped']);
    expect(socket.closedWith).toBe(3000);
    line.end();
  });

  it('does not wait when the browser says that it is online again', () => {
    const listeners = new Map<string, () => void>();
    Object.assign(globalThis, {
      addEventListener: (name: string, heard: () => void) => listeners.set(name, heard),
    });
    const { line, socket } = live();
    Reflect.deleteProperty(globalThis, 'addEventListener');
    socket.drop(1006);
    next(0).drop(1006);
    const before = FakeWebSocket.last;
    listeners.get('online')?.();
    expect(FakeWebSocket.last).not.toBe(before);
    line.end();
  });

  it('ends where the call is over, and by the visitor at any time', () => {
    const gone = live();
    gone.socket.drop(1006);
    const second = next(0);
    second.say({ type: 'error', code: 'resume_invalid', message: 'over', retryable: false });
    second.drop(4004);
    expect(gone.heard).toEqual(['dropped', 'error', 'closed resume_invalid']);
    const left = live();
    left.socket.drop(1006);
    left.line.end();
    const last = FakeWebSocket.last;
    jest.advanceTimersByTime(60_000);
    expect(FakeWebSocket.last).toBe(last);
    expect(left.line.send({ type: 'text', text: 'hello?' })).toBe(false);
  });

  it('goes on with the call of an earlier page, and tries again where that fails', () => {
    const resume = {
      url: 'ws://gateway/stream',
      callId: '0198c0de-0000-7000-8000-000000000001',
      secret: 'kept-by-the-page-before',
      lastSeq: 0,
    };
    const line = openLastingConnection(
      { url: resume.url, hello: {}, WebSocket: FakeWebSocket },
      handlers([]),
      resume,
    );
    FakeWebSocket.last.drop(1006);
    const { url, ...asked } = resume;
    expect(next(0).messages[0]).toMatchObject({ resume: asked });
    expect(FakeWebSocket.last.url).toBe(url);
    line.end();
  });
});
