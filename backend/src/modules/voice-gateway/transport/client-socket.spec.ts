import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WebSocket } from 'ws';
import type { ClientEvents } from '../runtime/client-connection.port.js';
import { ClientSocket } from './client-socket.js';

/** The parts of a ws socket that are used, with a peer that can be made to read nothing. */
class Wire extends EventEmitter {
  readyState: number = WebSocket.OPEN;
  bufferedAmount = 0;
  readonly sent: (string | Buffer)[] = [];
  readonly ping = jest.fn<(said?: string) => void>();
  readonly close = jest.fn();
  readonly terminate = jest.fn();

  send(data: string | Buffer): void {
    this.sent.push(data);
    this.bufferedAmount += data.length;
  }
}

let wire: Wire;
let socket: ClientSocket;
const events = {
  hello: jest.fn(),
  readyArrived: jest.fn(),
  message: jest.fn(),
  audio: jest.fn(),
  violation: jest.fn(),
  gone: jest.fn(),
} satisfies ClientEvents;
beforeEach(() => {
  jest.clearAllMocks();
  wire = new Wire();
  socket = new ClientSocket(wire as unknown as WebSocket, undefined);
  socket.listen(events);
});

describe('ClientSocket', () => {
  it('lets a client go that does not read, with a bounded queue and a code', () => {
    for (let frame = 0; frame < 1_000; frame += 1) socket.sendAudio(Buffer.alloc(1_920));
    expect(wire.bufferedAmount).toBeLessThanOrEqual(256 * 1024);
    expect(events.gone.mock.calls).toEqual([['too-slow']]);
    expect(wire.close).toHaveBeenCalledWith(4008, 'client_too_slow');
  });

  it('lets a client go whose network takes everything and delivers nothing', () => {
    const speak = (seconds: number) => {
      for (let sentMs = 0; sentMs < seconds * 1_000; sentMs += 40) {
        socket.sendAudio(Buffer.alloc(1_920));
        wire.bufferedAmount = 0;
      }
    };
    for (let minute = 0; minute < 10; minute += 1) {
      speak(6);
      wire.emit('pong', Buffer.from(String(wire.ping.mock.lastCall?.[0])));
    }
    expect(events.gone).not.toHaveBeenCalled();
    speak(12);
    expect(events.gone.mock.calls).toEqual([['too-slow']]);
    expect(wire.close).toHaveBeenCalledWith(4008, 'client_too_slow');
    expect(wire.sent.length * 40).toBeLessThanOrEqual(70_000 + 40);
  });

  it('takes a client for gone that misses two pings', () => {
    socket.beat();
    wire.emit('pong');
    socket.beat();
    socket.beat();
    expect(events.gone).not.toHaveBeenCalled();
    socket.beat();
    expect(events.gone.mock.calls).toEqual([['lost']]);
    expect(wire.terminate).toHaveBeenCalled();
  });

  it('tells once that the client is gone, and hears nothing afterwards', () => {
    wire.emit('error', new Error('reset'));
    wire.emit('close', 1006);
    wire.emit('message', Buffer.alloc(640), true);
    expect(events.gone.mock.calls).toEqual([['lost']]);
    expect(events.audio).not.toHaveBeenCalled();
    socket.send({ type: 'state', state: 'listening' });
    expect(wire.sent).toEqual([]);
  });

  it.each([
    [1000, 'closed'],
    [1005, 'closed'],
    [1001, 'lost'],
    [1006, 'lost'],
  ])('reads the close code %i as %s', (code, cause) => {
    wire.emit('close', code);
    expect(events.gone.mock.calls).toEqual([[cause]]);
  });

  it('does not tell of a client that it has let go itself', () => {
    socket.close(1000, 'client_ended');
    wire.emit('message', Buffer.from('{"type":"end"}'), false);
    expect(events.message).not.toHaveBeenCalled();
    expect(wire.close).toHaveBeenCalledWith(1000, 'client_ended');
  });
});
