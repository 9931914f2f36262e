import type { CloseCode, ServerMessage } from '@orbisvoice/contracts';
import { CLOSE_CODES } from '@orbisvoice/contracts';
import { WebSocket, type RawData } from 'ws';
import type { ClientConnection, ClientEvents } from '../runtime/client-connection.port.js';
import { audioFault, decodeText, encode } from './frame-codec.js';
import { MessageBudget } from './message-budget.js';
import { Receipts } from './receipts.js';

/** More than this unread in our memory, and the client is let go: it will not catch up. */
const MAX_BUFFERED_BYTES = 256 * 1024;
const MAX_UNKNOWN_TYPES = 20;
/** Closing waits for the peer; a peer that does not answer is not waited for. */
const CLOSE_MS = 2_000;
/** What the ping behind each `ready` says: its answer proves that `ready` was received, too. */
const BEHIND_READY = 'ready';
/** Pings without an answer after which the client is gone. */
const MAX_MISSED_PINGS = 2;

/** One visitor's socket: frames in and out, within bounds. What they mean is for the session to say. */
export class ClientSocket implements ClientConnection {
  private readonly budget = new MessageBudget(performance.now());
  private readonly receipts = new Receipts();
  private events: ClientEvents | undefined;
  private over = false;
  private helloSeen = false;
  private unknownTypes = 0;
  private missedPings = 0;
  private greeted = false;
  private quiet = false;

  constructor(
    private readonly socket: WebSocket,
    readonly origin: string | undefined,
  ) {
    // Before anything is awaited: an unheard 'error' would end the process.
    socket.on('error', () => this.leave('lost'));
    socket.on('close', (code) =>
      this.leave(code === CLOSE_CODES.normal.code || code === 1005 ? 'closed' : 'lost'),
    );
    socket.on('pong', (said?: Buffer) => {
      this.missedPings = 0;
      if (said?.toString() === BEHIND_READY) this.events?.readyArrived();
      else this.receipts.confirm(said?.toString() ?? '');
    });
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
  }

  listen(events: ClientEvents): void {
    this.events = events;
  }

  send(message: ServerMessage): void {
    this.write(encode(message), false);
    if (message.type !== 'ready') return;
    this.greeted = true;
    if (this.open) this.socket.ping(BEHIND_READY);
  }

  sendAudio(pcm: Buffer): void {
    if (this.receipts.overdue) return this.letGo();
    this.write(pcm, true);
    const question = this.receipts.sent(pcm.length);
    if (question !== undefined && this.open) this.socket.ping(question);
  }

  close(code: CloseCode, reason: string): void {
    if (this.over) return;
    this.over = true;
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), CLOSE_MS).unref();
  }

  /** Called every 15 s for each connection. */
  beat(): void {
    if (this.missedPings >= MAX_MISSED_PINGS) {
      this.leave('lost');
      this.socket.terminate();
      return;
    }
    this.missedPings += 1;
    if (this.socket.readyState === WebSocket.OPEN) this.socket.ping();
  }

  /** Called now and then: whoever hears nothing else hears this, and knows that the line is not dead. */
  tick(): void {
    if (this.greeted && this.quiet) this.send({ type: 'heartbeat' });
    this.quiet = true;
  }

  private get open(): boolean {
    return !this.over && this.socket.readyState === WebSocket.OPEN;
  }

  private write(data: string | Buffer, binary: boolean): void {
    if (!this.open) return;
    if (this.socket.bufferedAmount + data.length > MAX_BUFFERED_BYTES) return this.letGo();
    this.quiet = false;
    this.socket.send(data, { binary });
  }

  /** The client does not read. */
  private letGo(): void {
    if (!this.open) return;
    this.leave('too-slow');
    // The close frame waits behind what the client does not read, hence the deadline in `close`.
    this.over = false;
    this.close(CLOSE_CODES.tooSlow.code, 'client_too_slow');
  }

  /** The session hears once that the client is gone; frames that are still in the parser are not heard any more. */
  private leave(cause: 'closed' | 'lost' | 'too-slow'): void {
    const events = this.events;
    this.events = undefined;
    this.over = true;
    events?.gone(cause);
  }

  private receive(data: RawData, isBinary: boolean): void {
    const events = this.events;
    if (!events || this.over) return;
    const bytes = asBuffer(data);
    this.missedPings = 0;
    if (!this.budget.take(bytes.length, performance.now()))
      return events.violation('rate_limited', 'more was sent than a microphone can produce');
    if (isBinary) this.receiveAudio(events, bytes);
    else this.receiveText(events, bytes);
  }

  private receiveAudio(events: ClientEvents, bytes: Buffer): void {
    const fault = audioFault(bytes);
    if (fault) events.violation('malformed_message', fault);
    else events.audio(bytes);
  }

  private receiveText(events: ClientEvents, bytes: Buffer): void {
    const decoded = decodeText(bytes);
    switch (decoded.kind) {
      case 'hello':
        this.helloSeen = true;
        return events.hello(decoded.hello);
      case 'message':
        return events.message(decoded.message);
      case 'malformed':
        return events.violation('malformed_message', decoded.message);
      case 'unknown': {
        this.unknownTypes += 1;
        if (this.helloSeen && this.unknownTypes <= MAX_UNKNOWN_TYPES) return;
        return events.violation('malformed_message', 'messages have a type that the protocol knows');
      }
    }
  }
}

function asBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
