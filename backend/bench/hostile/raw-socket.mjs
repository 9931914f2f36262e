// @ts-check
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const UPGRADED = /^HTTP\/1\.1 101[^]*?\r\n\r\n/;

/**
 * One WebSocket frame as bytes, right or wrong as wished.
 * @param {number} opcode
 * @param {Buffer | string} payload
 * @param {{ fin?: boolean, masked?: boolean, reserved?: number, declared?: bigint }} [wish]  `declared`: a length that
 *   the frame claims instead of its own
 */
export function frame(opcode, payload, { fin = true, masked = true, reserved = 0, declared } = {}) {
  const body = Buffer.from(payload);
  const length = declared ?? BigInt(body.length);
  const head = [(Number(fin) * 0x80) | (reserved << 4) | opcode];
  const mask = masked ? 0x80 : 0;
  const wide = Buffer.alloc(length < 126n ? 0 : length < 65_536n ? 2 : 8);
  if (wide.length === 0) head.push(mask | Number(length));
  else {
    head.push(mask | (wide.length === 2 ? 126 : 127));
    if (wide.length === 2) wide.writeUInt16BE(Number(length));
    else wide.writeBigUInt64BE(length);
  }
  if (!masked) return Buffer.concat([Buffer.from(head), wide, body]);
  const key = randomBytes(4);
  const hidden = Buffer.from(body.map((byte, at) => byte ^ (key[at % 4] ?? 0)));
  return Buffer.concat([Buffer.from(head), wide, key, hidden]);
}

/** A WebSocket connection of which we write every byte ourselves. */
export class RawSocket {
  /** The code of the server's close frame; 1006 where it hung up without one, undefined while open. @type {number | undefined} */
  closed;
  /** Texts that the server sent. @type {{ type: string }[]} */
  heard = [];
  #unread = Buffer.alloc(0);

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.socket = socket;
    socket.on('data', (data) => this.#read(data));
    socket.on('close', () => (this.closed ??= 1006));
    socket.on('error', () => (this.closed ??= 1006));
  }

  /**
   * @param {number} port
   * @returns {Promise<RawSocket>}
   */
  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(
          'GET /stream HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
            `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
        ),
      );
      let answer = Buffer.alloc(0);
      const read = (/** @type {Buffer} */ data) => {
        answer = Buffer.concat([answer, data]);
        const head = UPGRADED.exec(answer.toString('latin1'))?.[0];
        if (!head) return;
        socket.off('data', read);
        socket.off('error', reject);
        const opened = new RawSocket(socket);
        opened.#read(answer.subarray(head.length));
        resolve(opened);
      };
      socket.on('data', read);
      socket.once('error', reject);
    });
  }

  /** @param {Buffer} bytes */
  write(bytes) {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  /** @param {object | string} message */
  send(message) {
    this.write(frame(1, typeof message === 'string' ? message : JSON.stringify(message)));
  }

  /**
   * @param {() => boolean} holds
   * @param {number} withinMs
   * @returns {Promise<number | undefined>} after how many ms it held
   */
  async until(holds, withinMs) {
    const startedAt = performance.now();
    while (!holds()) {
      if (performance.now() - startedAt > withinMs) return undefined;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return performance.now() - startedAt;
  }

  destroy() {
    this.socket.destroy();
  }

  /** @param {Buffer} data */
  #read(data) {
    this.#unread = Buffer.concat([this.#unread, data]);
    for (;;) {
      const [first = 0, second = 0] = this.#unread;
      const wide = (second & 0x7f) === 126 ? 2 : (second & 0x7f) === 127 ? 8 : 0;
      if (this.#unread.length < 2 + wide) return;
      const length =
        wide === 2
          ? this.#unread.readUInt16BE(2)
          : wide === 8
            ? Number(this.#unread.readBigUInt64BE(2))
            : second & 0x7f;
      const end = 2 + wide + length;
      if (this.#unread.length < end) return;
      this.#take(first & 0x0f, this.#unread.subarray(2 + wide, end));
      this.#unread = this.#unread.subarray(end);
    }
  }

  /**
   * @param {number} opcode
   * @param {Buffer} payload
   */
  #take(opcode, payload) {
    if (opcode === 1) this.heard.push(JSON.parse(payload.toString()));
    if (opcode === 8) this.closed ??= payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
    if (opcode === 9) this.write(frame(10, payload));
  }
}
