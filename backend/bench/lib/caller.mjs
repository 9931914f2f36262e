// @ts-check
import { WebSocket } from 'ws';
import { PATIENCE_MS } from '@orbisvoice/contracts';
import { readMarkers, writeMarker } from '@orbisvoice/live-engine';
import { AnswerCheck } from './answer-check.mjs';
import { FRAME_MS, SILENT_FRAME, SYLLABLE_FRAMES, VOICED_FRAME } from './caller-audio.mjs';

const DOWN_BYTES_PER_MS = 48;
const PLAYBACK_EVERY_MS = 200;
/** One question: so much tone, then silence until the answer is over. */
const QUESTION_MS = 1_500;
/** So much silence ends the caller's turn; the agents of measurements have the usual patience. */
const SILENCE_MS = PATIENCE_MS.balanced.silenceMs;
/** An agent that has not begun to speak by then waits to be spoken to. Generous: asking into a late greeting would cut it. */
const GREETING_MS = 6_000;
const FRAMES_PER_SYLLABLE = 8;
/** Sent times of the last so many frames; more than can be under way. */
const RING = 1 << 12;

/**
 * @typedef {object} CallPlan
 * @property {'orbis' | 'gemini'} wire  the product's protocol, or straight to the engine
 * @property {'echo' | 'talk'} mode
 * @property {string} url
 * @property {boolean} scripted  the engine is the scripted one, so that every answer is known beforehand
 * @property {object} [hello]
 * @property {{ afterBytes: number, forMs: number }} [cut]  the network fails once in the middle of an answer, and comes back
 */

/**
 * @typedef {object} CallResult
 * @property {string | undefined} error
 * @property {string | undefined} callId
 * @property {number} readyMs
 * @property {number | undefined} backMs  from the cut of the network to the resumed call
 * @property {number[]} roundTrips  last frame of each message: what the road costs
 * @property {number[]} allRoundTrips  every frame: with the wait for its neighbour where two go up together
 * @property {number} turns  answers that came whole
 * @property {number} committed  the highest turn of the record that was acknowledged
 * @property {string[]} faults  what was wrong with other answers
 * @property {number[]} voiceToVoice
 * @property {number[]} turnToVoice  from the frame that completes the silence at the end of a turn to the answer's first sound
 * @property {number[]} gatewayShare
 */

/** A mask of zeros leaves the bytes as they are: correct on the wire, and callers share the machine with what they measure. */
const SOCKET_OPTIONS = {
  perMessageDeflate: false,
  generateMask: (/** @type {Buffer} */ mask) => void mask.fill(0),
};

/** One caller over a raw socket: as cheap as possible, since it shares the machine with what it measures. */
export class Caller {
  /** @type {CallResult} */
  result = {
    error: undefined,
    callId: undefined,
    readyMs: Number.NaN,
    backMs: undefined,
    roundTrips: [],
    allRoundTrips: [],
    turns: 0,
    committed: 0,
    faults: [],
    voiceToVoice: [],
    turnToVoice: [],
    gatewayShare: [],
  };
  ready = false;
  ended = false;
  /** Figures are kept only while this is set: not while others are still dialling. */
  measuring = false;
  #sentAt = new Float64Array(RING);
  #marked = SYLLABLE_FRAMES.map((frame) => Buffer.from(frame));
  #sequence = 0;
  #turn = 0;
  #lastPlayback = 0;
  #readyAt = 0;
  /** @type {'greeted' | 'asking' | 'answered'} what the next answer belongs to */
  #stage = 'greeted';
  #questionMs = 0;
  /** Silence since the question, and when enough of it was sent to end the turn. */
  #silentMs = 0;
  #turnOverAt = Number.NaN;
  /** @type {string | undefined} */
  #voice;
  #answer = new AnswerCheck(undefined);

  #resumeSecret = '';
  #hungUp = false;
  #cutAt = 0;

  /** @param {CallPlan} plan */
  constructor(plan) {
    this.plan = plan;
    this.socket = this.#connect(plan.hello ?? {});
  }

  /** @param {object} hello */
  #connect(hello) {
    const startedAt = performance.now();
    const socket = new WebSocket(this.plan.url, SOCKET_OPTIONS);
    socket.on('open', () => socket.send(JSON.stringify(hello)));
    socket.on('message', (/** @type {Buffer} */ data, /** @type {boolean} */ binary) => {
      if (this.plan.wire === 'gemini') this.#onGemini(data, startedAt);
      else if (binary) this.#onAudio(data);
      else this.#onMessage(JSON.parse(data.toString()), startedAt);
    });
    socket.on('error', (error) => (this.result.error ??= error.message));
    socket.on('close', (code, reason) => {
      if (!this.ended) this.result.error ??= `closed with ${code} ${reason.toString()}`;
      this.ended = true;
    });
    return socket;
  }

  /** The socket dies without a word, as under a lost network; a new one takes the call up where it was. @param {number} forMs */
  #lose(forMs) {
    this.#cutAt = performance.now();
    this.ready = false;
    this.socket.removeAllListeners();
    this.socket.on('error', () => undefined);
    this.socket.terminate();
    const receivedMs = Math.floor(this.#answer.bytes / DOWN_BYTES_PER_MS);
    const { callId, committed } = this.result;
    const playing = { turn: this.#turn, receivedMs };
    const resume = { callId, secret: this.#resumeSecret, lastSeq: committed, playing };
    setTimeout(() => (this.socket = this.#connect({ type: 'hello', protocol: 1, resume })), forMs);
  }

  /** Sends one frame of 20 ms. @param {number} now */
  speak(now) {
    if (!this.ready || this.ended) return;
    const frame = this.plan.mode === 'echo' ? this.#mark(now) : this.#question(now);
    if (this.plan.wire === 'orbis') this.socket.send(frame);
    else {
      const data = frame.toString('base64');
      this.socket.send(`{"realtimeInput":{"audio":{"data":"${data}","mimeType":"audio/pcm;rate=16000"}}}`);
    }
  }

  /** Hangs up; `ended` follows once the server has said goodbye. */
  end() {
    this.#hungUp = true;
    if (this.plan.wire === 'orbis' && this.socket.readyState === WebSocket.OPEN)
      this.socket.send('{"type":"end"}');
    else {
      this.ended = true;
      this.socket.close();
    }
  }

  /** @param {number} now */
  #mark(now) {
    const syllable = Math.floor(this.#sequence / FRAMES_PER_SYLLABLE);
    const frame = this.#marked[syllable % this.#marked.length] ?? SILENT_FRAME;
    writeMarker(frame, this.#sequence);
    this.#sentAt[this.#sequence % RING] = now;
    this.#sequence++;
    return frame;
  }

  /** A tone for a voice, then silence; the next question begins when the answer has been heard. @param {number} now */
  #question(now) {
    if (this.#stage === 'greeted' && this.#answer.bytes === 0 && now - this.#readyAt > GREETING_MS)
      this.#stage = 'asking';
    if (this.#stage !== 'asking') return this.#silence(now);
    this.#silentMs = 0;
    this.#questionMs += FRAME_MS;
    if (this.#questionMs > QUESTION_MS) this.#stage = 'answered';
    return VOICED_FRAME;
  }

  /** @param {number} now */
  #silence(now) {
    this.#silentMs += FRAME_MS;
    if (this.#stage === 'answered' && this.#silentMs === SILENCE_MS) this.#turnOverAt = now;
    return SILENT_FRAME;
  }

  /**
   * @param {{ type: string, [field: string]: unknown }} message
   * @param {number} startedAt
   */
  #onMessage(message, startedAt) {
    switch (message.type) {
      case 'ready': {
        this.#resumeSecret = String(message.resumeSecret);
        if (this.#cutAt > 0) return this.#isBack();
        // The bare relay knows of no agent.
        const agent = /** @type {{ voiceId: string } | undefined} */ (message.agent);
        this.#voice = this.plan.scripted ? agent?.voiceId : undefined;
        this.#answer = new AnswerCheck(this.#voice);
        this.result.callId = String(message.callId);
        return this.#becomeReady(startedAt);
      }
      case 'error':
        this.result.error ??= String(message.code);
        return;
      case 'turn.started':
        this.#turn = Number(message.turn);
        return;
      case 'turn.committed':
        this.result.committed = Math.max(this.result.committed, Number(message.seq));
        return;
      case 'transcript':
        return this.#answer.words(message.role === 'user' ? 'user' : 'agent', String(message.text));
      case 'latency':
        if (!this.measuring) return;
        this.result.voiceToVoice.push(Number(message.voiceToVoiceMs));
        this.result.gatewayShare.push(Number(message.gatewayMs));
        return;
      case 'state':
        if (message.state === 'listening' && this.#answer.bytes > 0) this.#answerOver();
        return;
      case 'ended':
        this.ended = true;
    }
  }

  #isBack() {
    this.ready = true;
    this.result.backMs = performance.now() - this.#cutAt;
  }

  #answerOver() {
    if (this.plan.mode === 'talk' && !this.#hungUp) {
      const fault = this.#answer.fault({ asked: this.#stage === 'answered' });
      if (fault) this.result.faults.push(fault);
      else this.result.turns++;
    }
    this.#acknowledge(performance.now(), true);
    this.#answer = new AnswerCheck(this.#voice);
    this.#questionMs = 0;
    this.#stage = 'asking';
  }

  /** @param {Buffer} pcm */
  #onAudio(pcm) {
    const now = performance.now();
    if (this.measuring && this.#turnOverAt <= now) this.result.turnToVoice.push(now - this.#turnOverAt);
    this.#turnOverAt = Number.NaN;
    this.#answer.audio(pcm);
    if (this.plan.mode === 'echo' && this.measuring) this.#measure(pcm, now);
    this.#acknowledge(now, false);
    const { cut } = this.plan;
    if (cut && this.#cutAt === 0 && this.#stage === 'answered' && this.#answer.bytes >= cut.afterBytes)
      this.#lose(cut.forMs);
  }

  /**
   * @param {Buffer} pcm
   * @param {number} now
   */
  #measure(pcm, now) {
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
    const playedMs = Math.round(this.#answer.bytes / DOWN_BYTES_PER_MS);
    this.socket.send(`{"type":"playback","turn":${this.#turn},"playedMs":${playedMs}}`);
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
    this.#readyAt = performance.now();
    this.result.readyMs = this.#readyAt - startedAt;
  }
}
