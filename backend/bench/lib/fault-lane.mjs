// @ts-check

/**
 * What is wrong with one direction of a line.
 * @typedef {object} LineFault
 * @property {number} latencyMs  how long each byte is on its way
 * @property {number} bytesPerSecond  Infinity: as fast as it comes; 0: it waits until this changes
 * @property {boolean} lost  what is sent is swallowed, and so is everything after it: a stream cannot have a hole
 */

/** @type {Readonly<LineFault>} */
export const SOUND = Object.freeze({ latencyMs: 0, bytesPerSecond: Infinity, lost: false });

/**
 * One direction of a line with faults: bytes go in and come out later, slower, or not at all, but never in another order.
 * It has no clock; time is what it is told, in milliseconds, and never goes back.
 */
export class FaultLane {
  /** @type {{ dueMs: number, bytes: Buffer }[]} */
  #queue = [];
  /** When a slow line has sent what was taken from it. */
  #freeAtMs = 0;
  #lost = false;
  #waiting = 0;

  /** Bytes on their way. */
  get waiting() {
    return this.#waiting;
  }

  /** Nothing comes out of it any more. */
  get isLost() {
    return this.#lost;
  }

  /**
   * @param {number} nowMs
   * @param {Buffer} bytes
   * @param {LineFault} fault
   */
  put(nowMs, bytes, fault) {
    if (fault.lost) this.lose();
    if (this.#lost || bytes.length === 0) return;
    // A latency that falls lets nobody overtake.
    const dueMs = Math.max(nowMs + fault.latencyMs, this.#queue.at(-1)?.dueMs ?? 0);
    this.#queue.push({ dueMs, bytes });
    this.#waiting += bytes.length;
  }

  lose() {
    this.#lost = true;
    this.#queue = [];
    this.#waiting = 0;
  }

  /**
   * What arrives by now.
   * @param {number} nowMs
   * @param {LineFault} fault
   * @returns {Buffer[]}
   */
  take(nowMs, { bytesPerSecond }) {
    /** @type {Buffer[]} */
    const out = [];
    for (let head = this.#queue[0]; head && head.dueMs <= nowMs; head = this.#queue[0]) {
      const may = this.#allowance(nowMs, head.dueMs, bytesPerSecond);
      if (may <= 0) break;
      const bytes = head.bytes.subarray(0, may);
      out.push(bytes);
      this.#waiting -= bytes.length;
      if (Number.isFinite(bytesPerSecond))
        this.#freeAtMs = Math.max(this.#freeAtMs, head.dueMs) + (bytes.length * 1_000) / bytesPerSecond;
      if (bytes.length === head.bytes.length) this.#queue.shift();
      else head.bytes = head.bytes.subarray(bytes.length);
    }
    return out;
  }

  /**
   * When there may be something to take; undefined where nothing is on its way or the line stands still.
   * @param {LineFault} fault
   * @returns {number | undefined}
   */
  nextAtMs({ bytesPerSecond }) {
    const head = this.#queue[0];
    if (!head || bytesPerSecond <= 0) return undefined;
    if (!Number.isFinite(bytesPerSecond)) return head.dueMs;
    return Math.max(this.#freeAtMs, head.dueMs) + 1_000 / bytesPerSecond;
  }

  /**
   * @param {number} nowMs
   * @param {number} dueMs
   * @param {number} bytesPerSecond
   */
  #allowance(nowMs, dueMs, bytesPerSecond) {
    if (!Number.isFinite(bytesPerSecond)) return Infinity;
    // The small surplus undoes the rounding of the sum in nextAtMs.
    return Math.floor(((nowMs - Math.max(this.#freeAtMs, dueMs)) * bytesPerSecond) / 1_000 + 1e-6);
  }
}
