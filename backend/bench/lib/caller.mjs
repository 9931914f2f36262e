// @ts-check
import { WebSocket } from 'ws';
import { readMarkers, writeMarker } from '@orbisvoice/live-engine';

const FRAME_BYTES = 640;
const FRAME_MS = 20;
const DOWN_BYTES_PER_MS = 48;
const PLAYBACK_EVERY_MS = 200;
/** One question: so much tone, then silence until the answer is over. */
const QUESTION_MS = 1_500;
/** Sent times of the last so many frames; more than can be under way. */
const RING = 1 << 12;

/**
 * @typedef {object} CallPlan
 * @property {'orbis' | 'gemini'} wire  the product's protocol, or straight to the engine
 * @property {'echo' | 'talk'} mode
 * @property {string} url
 * @property {object} [hello]
 */

/**
 * @typedef {object} CallResult
 * @property {string | undefined} error
 * @property {number} readyMs
 * @property {number[]} roundTrips  last frame of each message: what the road costs
 * @property {number[]} allRoundTrips  every frame: with the wait for its neighbour where two go up together
 * @property {number} turns  answers that came whole
 * @property {number} badTurns  answers with missing words or sound
 * @property {number[]} voiceToVoice
 * @property {number[]} gatewayShare
 * @property {number} framesUp
 * @property {number} bytesDown
 */

/** One caller over a raw socket: as cheap as possible, since it shares the machine with what it measures. */
export class Caller {
  /** @type {CallResult} */
  result = {
    error: undefined,
    readyMs: Number.NaN,
    roundTrips: [],
    allRoundTrips: [],
    turns: 0,
    badTurns: 0,
    voiceToVoice: [],
    gatewayShare: [],
    framesUp: 0,
    bytesDown: 0,
  };
  ready = false;
  ended = false;
  /** Round trips are kept only while this is set: not while others are still dialling. */
  measuring = false;
  #sentAt = new Float64Array(RING);
  #frame = Buffer.alloc(FRAME_BYTES);
  #sequence = 0;
  #turn = 0;
  #turnBytes = 0;
  #lastPlayback = 0;
  #questionMs = 0;
  #waiting = false;
  #words = { user: false, agent: false };

  /** @param {CallPlan} plan */
  constructor(plan) {
    this.plan = plan;
    const startedAt = performance.now();
    this.socket = new WebSocket(plan.url, { perMessageDeflate: false });
    this.socket.on('open', () => this.socket.send(JSON.stringify(plan.hello)));
    this.socket.on('message', (/** @type {Buffer} */ data, /** @type {boolean} */ binary) => {
      if (plan.wire === 'gemini') this.#onGemini(data, startedAt);
      else if (binary) this.#onAudio(data);
      else this.#onMessage(JSON.parse(data.toString()), startedAt);
    });
    this.socket.on('error', (error) => (this.result.error ??= error.message));
    this.socket.on('close', (code, reason) => {
      if (!this.ended) this.result.error ??= `closed with ${code} ${reason.toString()}`;
      this.ended = true;
    });
  }

  /** Sends one frame of 20 ms. */
  speak() {
    if (!this.ready || this.ended) return;
    const frame = this.#frame;
    if (this.plan.mode === 'echo') {
      writeMarker(frame, this.#sequence);
      this.#sentAt[this.#sequence % RING] = performance.now();
      this.#sequence++;
    } else this.#question(frame);
    this.result.framesUp++;
    if (this.plan.wire === 'orbis') this.socket.send(frame);
    else {
      const data = frame.toString('base64');
      this.socket.send(`{"realtimeInput":{"audio":{"data":"${data}","mimeType":"audio/pcm;rate=16000"}}}`);
    }
  }

  end() {
    this.ended = true;
    if (this.plan.wire === 'orbis' && this.socket.readyState === WebSocket.OPEN)
      this.socket.send('{"type":"end"}');
    else this.socket.close();
  }

  /** A tone for a voice, then silence; the next question begins when the answer has been heard. @param {Buffer} frame */
  #question(frame) {
    if (this.#waiting) return;
    this.#questionMs += FRAME_MS;
    const speaking = this.#questionMs <= QUESTION_MS;
    for (let at = 0; at < FRAME_BYTES; at += 2)
      frame.writeInt16LE(speaking ? 6_000 * Math.sign(Math.sin(at / 8)) : 0, at);
    this.#waiting = !speaking;
  }

  /**
   * @param {{ type: string, [field: string]: unknown }} message
   * @param {number} startedAt
   */
  #onMessage(message, startedAt) {
    if (message.type === 'ready') this.#becomeReady(startedAt);
    else if (message.type === 'error') this.result.error ??= String(message.code);
    else if (message.type === 'turn.started') this.#turn = Number(message.turn);
    else if (message.type === 'transcript' && message.text)
      this.#words[message.role === 'user' ? 'user' : 'agent'] = true;
    else if (message.type === 'latency') {
      this.result.voiceToVoice.push(Number(message.voiceToVoiceMs));
      this.result.gatewayShare.push(Number(message.gatewayMs));
    } else if (message.type === 'state' && message.state === 'listening' && this.#turnBytes > 0)
      this.#turnOver();
    else if (message.type === 'ended') this.ended = true;
  }

  #turnOver() {
    const whole = this.#words.user && this.#words.agent && this.#turnBytes >= 1_000 * DOWN_BYTES_PER_MS;
    if (this.plan.mode === 'talk') this.result[whole ? 'turns' : 'badTurns']++;
    this.#acknowledge(performance.now(), true);
    this.#turnBytes = 0;
    this.#words = { user: false, agent: false };
    this.#questionMs = 0;
    this.#waiting = false;
  }

  /** @param {Buffer} pcm */
  #onAudio(pcm) {
    const now = performance.now();
    this.result.bytesDown += pcm.length;
    this.#turnBytes += pcm.length;
    if (this.plan.mode === 'echo') this.#measure(pcm, now);
    this.#acknowledge(now, false);
  }

  /**
   * @param {Buffer} pcm
   * @param {number} now
   */
  #measure(pcm, now) {
    if (!this.measuring) return;
    const markers = readMarkers(pcm);
    for (const [index, sequence] of markers.entries()) {
      const tookMs = now - (this.#sentAt[sequence % RING] ?? now);
      this.result.allRoundTrips.push(tookMs);
      if (index === markers.length - 1) this.result.roundTrips.push(tookMs);
    }
  }

  /**
   * A real client says what it has played; this one hears as fast as it is sent.
   * @param {number} now
   * @param {boolean} atOnce
   */
  #acknowledge(now, atOnce) {
    if (this.plan.wire !== 'orbis' || (!atOnce && now - this.#lastPlayback < PLAYBACK_EVERY_MS)) return;
    this.#lastPlayback = now;
    const playedMs = Math.round(this.#turnBytes / DOWN_BYTES_PER_MS);
    this.socket.send(JSON.stringify({ type: 'playback', turn: this.#turn, playedMs }));
  }

  /**
   * @param {Buffer} data
   * @param {number} startedAt
   */
  #onGemini(data, startedAt) {
    const message = JSON.parse(data.toString());
    if (message.setupComplete) this.#becomeReady(startedAt);
    for (const part of message.serverContent?.modelTurn?.parts ?? [])
      if (part.inlineData) this.#onAudio(Buffer.from(part.inlineData.data, 'base64'));
  }

  /** @param {number} startedAt */
  #becomeReady(startedAt) {
    this.ready = true;
    this.result.readyMs = performance.now() - startedAt;
  }
}
