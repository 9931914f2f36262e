// @ts-check
import { connect, createServer } from 'node:net';
import { FaultLane, SOUND } from './fault-lane.mjs';

/** @typedef {import('./fault-lane.mjs').LineFault} LineFault */
/** @typedef {import('node:net').Socket} Socket */

/** Above this a sender has to wait, as it would for a full network. */
const FULL_BYTES = 1024 * 1024;

/**
 * A line to a port on this machine, on which everything can be done that networks do: be late, be slow, stand still,
 * swallow what is sent in one direction or both without a word, and break off.
 */
export class FaultProxy {
  /** @type {{ up: LineFault, down: LineFault }} */
  #faults = { up: SOUND, down: SOUND };
  /** @type {Set<Connection>} */
  #connections = new Set();
  #server = createServer((near) => this.#carry(near));

  /** @param {() => number} target  port of whom the line leads to, asked at each connection */
  constructor(target) {
    this.target = target;
  }

  /** @returns {Promise<number>} the port that it listens on */
  async open() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    return this.port;
  }

  get port() {
    return /** @type {import('node:net').AddressInfo} */ (this.#server.address()).port;
  }

  /**
   * From now on, for those connections that are on and those that come. Bytes that were lost stay lost.
   * @param {{ up?: Partial<LineFault>, down?: Partial<LineFault> }} faults  up: from the client
   */
  set({ up, down }) {
    this.#faults = { up: { ...SOUND, ...up }, down: { ...SOUND, ...down } };
    for (const connection of this.#connections) connection.pump();
  }

  /** Connections that are on end without a word: from now on neither side hears anything of the other. */
  lose() {
    for (const connection of this.#connections) connection.lose();
  }

  /** Connections that are on break off, and both sides learn of it. */
  reset() {
    for (const connection of this.#connections) connection.reset();
  }

  async close() {
    this.reset();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** @param {Socket} near */
  #carry(near) {
    const far = connect(this.target(), '127.0.0.1');
    const connection = new Connection(
      near,
      far,
      () => this.#faults,
      () => this.#connections.delete(connection),
    );
    this.#connections.add(connection);
  }
}

class Connection {
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #over = false;

  /**
   * @param {Socket} near
   * @param {Socket} far
   * @param {() => { up: LineFault, down: LineFault }} faults
   * @param {() => void} onEnd
   */
  constructor(near, far, faults, onEnd) {
    this.onEnd = onEnd;
    this.lanes = [
      { from: near, to: far, lane: new FaultLane(), fault: () => faults().up },
      { from: far, to: near, lane: new FaultLane(), fault: () => faults().down },
    ];
    for (const { from, lane, fault } of this.lanes) {
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        lane.put(performance.now(), bytes, fault());
        this.pump();
      });
      from.on('error', () => from.destroy());
      from.on('close', () => this.pump());
      from.on('drain', () => this.pump());
    }
  }

  lose() {
    for (const { lane } of this.lanes) lane.lose();
  }

  reset() {
    for (const { from } of this.lanes) from.resetAndDestroy();
    this.#finish();
  }

  pump() {
    if (this.#over) return;
    const now = performance.now();
    let next = Infinity;
    for (const { from, to, lane, fault } of this.lanes) {
      if (to.destroyed || fault().lost) lane.lose();
      for (const bytes of lane.take(now, fault())) to.write(bytes);
      next = Math.min(next, lane.nextAtMs(fault()) ?? Infinity);
      const full = lane.waiting + to.writableLength > FULL_BYTES;
      if (full) from.pause();
      else from.resume();
      // The end is the last thing on a line, and on a lost one nobody hears of it.
      if (from.destroyed && lane.waiting === 0 && !lane.isLost) to.destroySoon();
    }
    clearTimeout(this.#timer);
    if (this.lanes.every(({ from }) => from.destroyed)) return this.#finish();
    if (next < Infinity) this.#timer = setTimeout(() => this.pump(), Math.max(1, next - now));
  }

  #finish() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.onEnd();
  }
}
