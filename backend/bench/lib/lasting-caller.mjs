// @ts-check
import { tone } from '@orbisvoice/live-engine';
import { createVoiceCall } from '@orbisvoice/voice-client/headless';
import { WebSocket } from 'ws';

const FRAME_BYTES = 640;
const FRAME_MS = 20;

/** Sound without devices: a microphone that is fed, and a loudspeaker that nobody listens to. */
class NoDevices {
  open = () => Promise.resolve();
  play() {}
  finish() {}
  flush() {}
  setMuted() {}
  close() {}
}

/** @param {string} origin */
const socketOf = (origin) =>
  class extends WebSocket {
    /** @param {string} url */
    constructor(url) {
      super(url, { origin });
    }
  };

/** A visitor with the client that browsers have: whatever happens to the network, the call is to go on. */
export class LastingCaller {
  /** Lost connections: when, how long until the call went on or was over, and which of the two. @type {{ at: number, ms: number, resumed: boolean }[]} */
  gaps = [];
  /** Spoken questions that no lost connection met: when, and how long after the last word the agent was heard. @type {{ at: number, ms: number }[]} */
  answers = [];
  /** The last turn that was acknowledged. */
  acknowledged = 0;
  callId = '';
  /** @type {Buffer[]} */
  #toSay = [];
  #lostAt = 0;
  /** When the last word of the question was said that has no answer yet. */
  #askedAt = 0;

  /**
   * @param {() => Promise<{ url: string, token: string }>} ticket
   * @param {string} [origin]  of the page that the call is made from
   */
  constructor(ticket, origin) {
    /** @type {import('@orbisvoice/voice-client/headless').CallAudioHandlers | undefined} */
    let handlers;
    this.call = createVoiceCall({
      ticket,
      audio: (given) => {
        handlers = given;
        return new NoDevices();
      },
      WebSocket: /** @type {any} */ (origin === undefined ? WebSocket : socketOf(origin)),
    });
    this.call.on('message', (message) => {
      if (message.type === 'ready') this.callId = message.callId;
      if (message.type === 'turn.committed') this.acknowledged = message.seq;
    });
    this.call.on('change', (state) => {
      const now = performance.now();
      if (state.phase === 'speaking' && this.#askedAt > 0) {
        this.answers.push({ at: this.#askedAt, ms: now - this.#askedAt });
        this.#askedAt = 0;
      }
      if (state.phase === 'reconnecting') {
        this.#lostAt ||= now;
        this.#askedAt = 0;
      } else if (this.#lostAt > 0) {
        this.gaps.push({ at: this.#lostAt, ms: now - this.#lostAt, resumed: this.isOn });
        this.#lostAt = 0;
      }
    });
    this.microphone = setInterval(() => {
      const pcm = this.#toSay.shift() ?? Buffer.alloc(FRAME_BYTES);
      handlers?.onFrame({ pcm: new Uint8Array(pcm).buffer, rms: 0 });
    }, FRAME_MS);
  }

  /** @param {number} ms */
  say(ms) {
    this.#askedAt = performance.now() + ms;
    const pcm = tone('Caller', (ms * 2) / 3);
    for (let at = 0; at + FRAME_BYTES <= pcm.length; at += FRAME_BYTES)
      this.#toSay.push(pcm.subarray(at, at + FRAME_BYTES));
  }

  /** Interruptions that began since then, one that is not over counted until now. @param {number} since */
  gapsSince(since) {
    const [at, ms] = [this.#lostAt, performance.now() - this.#lostAt];
    const open = at > 0 ? [{ at, ms, resumed: false }] : [];
    return [...this.gaps, ...open].filter((gap) => gap.at >= since);
  }

  /** The answers to questions since then, one that is still waited for counted until now. @param {number} since */
  answersSince(since) {
    const waits = performance.now() - this.#askedAt;
    const open = this.#askedAt > 0 && waits > 0 ? [{ at: this.#askedAt, ms: waits }] : [];
    return [...this.answers, ...open].filter(({ at }) => at >= since).map(({ ms }) => ms);
  }

  /** @param {string} words */
  write(words) {
    this.call.sendText(words);
  }

  /** Nobody speaks, so a question would be taken as one. */
  get mayAsk() {
    return this.call.state.phase === 'listening' && this.#toSay.length === 0;
  }

  get isOn() {
    return ['listening', 'thinking', 'speaking'].includes(this.call.state.phase);
  }

  hangUp() {
    clearInterval(this.microphone);
    this.call.end();
  }
}
