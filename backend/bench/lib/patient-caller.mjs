// @ts-check
import { tone } from '@orbisvoice/live-engine';
import { WebSocket } from 'ws';

const FRAME_BYTES = 640;
const FRAME_MS = 20;
const DOWN_BYTES_PER_MS = 48;
const SILENCE = Buffer.alloc(FRAME_BYTES);
/** Peak below which nobody hears anything. */
const AUDIBLE = 40;
/** A player begins to play so long after the first frame. */
const PLAYER_BUFFER_MS = 100;

/**
 * One visitor in real time who notes what they hear. Gaps in a reply are those of a loudspeaker that plays what has come:
 * times when it has nothing although the reply is not over.
 */
export class PatientCaller {
  /** When agent audio came, how long it is, and whether it can be heard. @type {{ at: number, ms: number, audible: boolean }[]} */
  heard = [];
  /** @type {{ at: number, message: any }[]} */
  messages = [];
  readyAt = Number.NaN;
  dialledAt = Date.now();
  /** When the loudspeaker is through with what it has. */
  playedUntil = 0;
  /** @type {{ from: number, ms: number }[]} */
  gaps = [];
  silentFrom = Number.NaN;
  /** @type {number[]} */
  spokeAt = [];
  closed = '';
  /** @type {Buffer[]} */
  #toSay = [];
  #sentSpeech = false;

  /** @param {string} url @param {object} hello */
  constructor(url, hello) {
    this.socket = new WebSocket(url, { perMessageDeflate: false });
    this.socket.on('open', () => this.socket.send(JSON.stringify(hello)));
    this.socket.on('message', (/** @type {Buffer} */ data, /** @type {boolean} */ binary) => {
      if (binary) this.#hear(data);
      else this.#read(JSON.parse(data.toString()));
    });
    this.socket.on('error', (error) => (this.closed ||= error.message));
    this.socket.on('close', (code) => (this.closed ||= String(code)));
  }

  /** Sends one frame of 20 ms; called by one clock for all callers. */
  tick() {
    if (Number.isNaN(this.readyAt) || this.closed) return;
    const frame = this.#toSay.shift();
    this.socket.send(frame ?? SILENCE);
    if (!frame && this.#sentSpeech) this.spokeAt.push(Date.now());
    this.#sentSpeech = frame !== undefined;
  }

  /** @param {number} ms */
  ask(ms) {
    const pcm = tone('Caller', (ms * 2) / 3);
    for (let at = 0; at + FRAME_BYTES <= pcm.length; at += FRAME_BYTES)
      this.#toSay.push(pcm.subarray(at, at + FRAME_BYTES));
  }

  /** @param {readonly Buffer[]} frames  speech, 20 ms each */
  speak(frames) {
    this.#toSay.push(...frames);
  }

  /** The agent has been heard to its end, or never spoke, for so long; nothing is being asked. @param {number} ms */
  mayAsk(ms) {
    const now = Date.now();
    const asked = this.#toSay.length > 0 || now - (this.spokeAt.at(-1) ?? 0) < 4_000;
    const heard = (this.heard.at(-1)?.at ?? 0) > (this.spokeAt.at(-1) ?? 0);
    return (
      !Number.isNaN(this.readyAt) &&
      now > this.playedUntil + ms &&
      (heard ? this.#toSay.length === 0 : !asked)
    );
  }

  /** @param {string} type */
  of(type) {
    return this.messages.filter(({ message }) => message.type === type);
  }

  get heardMs() {
    return this.heard.reduce((sum, { ms }) => sum + ms, 0);
  }

  /** The first sound that could be heard after this moment. @param {number} at */
  soundAfter(at) {
    return this.heard.find((chunk) => chunk.audible && chunk.at >= at)?.at ?? Number.NaN;
  }

  end() {
    if (!this.closed) this.socket.send('{"type":"end"}');
  }

  /** @param {Buffer} pcm */
  #hear(pcm) {
    const at = Date.now();
    const ms = pcm.length / DOWN_BYTES_PER_MS;
    const audible = isAudible(pcm);
    this.heard.push({ at, ms, audible });
    const speaking = this.of('state').at(-1)?.message.state !== 'listening';
    // Only inside of a reply; the wait for its first sound is latency and no gap.
    if (this.playedUntil > 0 && at > this.playedUntil && speaking && this.replying)
      this.gaps.push({ from: this.playedUntil, ms: at - this.playedUntil });
    // The first silence of the first reply: everything that had come is played.
    if (this.playedUntil > 0 && at > this.playedUntil && Number.isNaN(this.silentFrom))
      this.silentFrom = this.playedUntil;
    this.playedUntil = at > this.playedUntil ? at + PLAYER_BUFFER_MS + ms : this.playedUntil + ms;
    this.replying = true;
  }
  replying = false;

  /** @param {any} message */
  #read(message) {
    const at = Date.now();
    this.messages.push({ at, message });
    if (message.type === 'ready') this.readyAt = at;
    if (message.type === 'interrupted') this.playedUntil = at;
    if (message.type === 'state' && message.state === 'listening') this.replying = false;
  }
}

/** @param {Buffer} pcm */
function isAudible(pcm) {
  for (let at = 0; at + 1 < pcm.length; at += 16) if (Math.abs(pcm.readInt16LE(at)) >= AUDIBLE) return true;
  return false;
}

/** One clock for all, on an absolute schedule. @param {Iterable<PatientCaller>} callers */
export function keepTalking(callers) {
  let due = performance.now();
  let timer = setTimeout(tick, FRAME_MS);
  function tick() {
    due += FRAME_MS;
    for (const caller of callers) caller.tick();
    timer = setTimeout(tick, Math.max(0, due - performance.now()));
  }
  return () => clearTimeout(timer);
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
