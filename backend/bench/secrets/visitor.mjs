// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { FRAME_MS, SILENT_FRAME, VOICED_FRAME } from '../lib/caller-audio.mjs';

const WAIT_MS = 30_000;

/** A visitor on a bare socket, with an open microphone. */
export class Visitor {
  /** @type {any[]} */
  messages = [];
  /** @type {number | undefined} */
  code;
  #voiced = 0;

  /** @param {WebSocket} socket */
  constructor(socket) {
    this.socket = socket;
    socket.on('message', (data, binary) => {
      if (!binary) this.messages.push(JSON.parse(String(data)));
    });
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      clearInterval(this.microphone);
      this.code = code;
    });
  }

  /** @param {string} stream @param {object} hello */
  static async connect(stream, hello) {
    const socket = new WebSocket(stream);
    const visitor = new Visitor(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    visitor.send({ type: 'hello', protocol: 1, ...hello });
    return visitor;
  }

  openMicrophone() {
    this.microphone = setInterval(() => {
      this.socket.send(this.#voiced > 0 ? VOICED_FRAME : SILENT_FRAME);
      this.#voiced -= 1;
    }, FRAME_MS);
  }

  /** @param {number} ms */
  say(ms) {
    this.#voiced = ms / FRAME_MS;
  }

  /** @param {unknown} message */
  send(message) {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** @param {(message: any) => boolean} wanted @returns {Promise<any>} */
  async until(wanted) {
    await this.#waitFor(() => this.messages.some(wanted));
    return this.messages.find(wanted);
  }

  async untilClosed() {
    await this.#waitFor(() => this.code !== undefined);
    return this.code;
  }

  /** @param {() => boolean} condition */
  async #waitFor(condition) {
    const until = performance.now() + WAIT_MS;
    while (!condition()) {
      if (performance.now() > until)
        throw new Error(
          `waited in vain after ${this.messages.map(({ type, code }) => code ?? type).join(' ')} ${this.code}`,
        );
      await sleep(10);
    }
  }
}
