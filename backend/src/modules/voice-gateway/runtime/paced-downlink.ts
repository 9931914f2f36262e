import type { CloseCode, ServerMessage } from '@orbisvoice/contracts';
import { FAR_AHEAD_MS } from '../session/limits.js';
import type { Conversing } from '../session/state.js';
import { AgentEnvelope } from './agent-envelope.js';
import type { ClientConnection } from './client-connection.port.js';
import type { LevelAgo } from './echo-follower.js';
import { Playhead } from './playhead.js';
import { SentAudio, type AgentAudio } from './sent-audio.js';

/** A client is given so much more than it has played: enough for any network, little enough for its memory and ours. */
export const AHEAD_MS = 4_000;
/** So far behind real time, a client will not catch up. */
export const MAX_LAG_MS = 10_000;
/**
 * More than this is never kept, 1.2 MB: for a visitor who is away, since how long they stay nobody knows (a model that goes
 * on is given up until they are back), and for one who is here, where the model is no longer read long before.
 */
export const MAX_HELD_MS = 25_000;
/** Read again when so much of what waited has been played. */
const ROOM_MS = 1_000;
/** Audio that waits is sent on in batches of about this length. */
const RELEASE_EVERY_MS = 100;
const FORGET_AFTER = 256;

/** These say nothing about the place in the audio, and some are urgent. All others keep their order with the audio. */
const AT_ONCE: ReadonlySet<ServerMessage['type']> = new Set([
  'turn.committed',
  'tool.started',
  'tool.finished',
  'going_away',
  'error',
]);

type Held = AgentAudio | { message: ServerMessage };

/**
 * The way to one visitor, at the pace of their playback. The model sends a reply several times faster than it is
 * played; what is far ahead waits here, in order, and is dropped where the visitor interrupts. While nothing waits, a
 * frame passes straight through and no timer runs. While the visitor's connection is lost, agent audio waits for them.
 */
export class PacedDownlink {
  private readonly playhead = new Playhead();
  private held: Held[] = [];
  private next = 0;
  private heldMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private told = false;
  private full = false;
  private readonly sent = new SentAudio();
  private envelope: AgentEnvelope | undefined;
  /** The turn that the client takes audio to be of; null while nothing was told by this. */
  private turnTold: number | undefined | null = null;
  /** The place in its turn of what is handed over next. */
  private place = { turn: 0, ms: 0 };
  /** Audio that the client had not played when its connection was lost. */
  private unheardMs = 0;
  /** A page that was loaded in mid-turn counts from this place. */
  private countedFrom = { turn: 0, ms: 0 };

  constructor(
    private client: ClientConnection | undefined,
    private readonly now: () => number,
    private readonly listener: {
      tooSlow(lagMs: number): void;
      dropped(frames: number): void;
      /** So much waits that nothing more should come; false when there is room again. */
      full(full: boolean): void;
    },
  ) {}

  send(message: ServerMessage): void {
    if (message.type === 'interrupted' || message.type === 'ended') this.flush();
    // Whoever is away is told how things stand when they are back.
    if (!this.client) return;
    const mayPass = AT_ONCE.has(message.type) && !this.wordsWait(message);
    if (this.waiting && !mayPass) this.held.push({ message });
    else this.tell(message);
  }

  /** Ahead of the audio that waits. */
  sendNow(message: ServerMessage): void {
    this.tell(message);
  }

  /** The connection is lost. Audio waits from now on; messages do not. */
  detach(): void {
    if (!this.client) return;
    clearTimeout(this.timer);
    this.timer = this.client = undefined;
    this.told = false;
    this.unheardMs = this.playhead.aheadMs(this.now());
    this.keepAudioOnly();
    this.tellFull();
  }

  /**
   * Another connection: unheard audio goes to the front of what waits, and out with `resume`.
   * @returns how many milliseconds the visitor is still to hear.
   */
  attach(client: ClientConnection, playing: { turn: number; receivedMs: number } | undefined): number {
    if (this.client) this.detach();
    this.client = client;
    this.turnTold = undefined;
    this.told = false;
    const unheard = playing
      ? this.sent.takeAfter(playing.turn, playing.receivedMs + this.missed(playing.turn))
      : this.sent.takeLast(this.unheardMs);
    const [first] = unheard;
    if (!playing) this.countedFrom = first ? { turn: first.turn, ms: first.from } : this.place;
    this.held = [...unheard, ...this.held.slice(this.next)];
    this.next = 0;
    this.heldMs += unheard.reduce((sum, { ms }) => sum + ms, 0);
    this.tellFull();
    const unheardMs = this.playhead.resumed(this.now(), this.heldMs, !playing);
    this.envelope?.continueAt(this.playhead.sentSoFarMs);
    return unheardMs;
  }

  /**
   * What waited goes on.
   * @param state  of the call: a model that is through with its reply has told so while nobody was there to hear it.
   */
  resume(state: Conversing['name']): void {
    if (!this.waiting) return;
    this.tell({ type: 'state', state: 'speaking' });
    if (state !== 'speaking') this.held.push({ message: { type: 'state', state } });
    this.tick();
  }

  audio(turn: number, pcm: Buffer, ms: number): void {
    const now = this.now();
    const from = this.place.turn === turn ? this.place.ms : 0;
    const audio = { turn, from, ms, pcm };
    this.place = { turn, ms: from + ms };
    this.playhead.handedOver(turn, ms, now);
    if (this.client && !this.waiting && this.playhead.aheadMs(now) < AHEAD_MS) return this.pass(audio, now);
    this.held.push(audio);
    this.heldMs += ms;
    if (this.heldMs > MAX_HELD_MS) this.tellTooSlow(this.heldMs);
    this.tellFull();
    if (this.client) this.timer ??= setTimeout(() => this.tick(), RELEASE_EVERY_MS);
  }

  /** @returns how much of the turn was played from its beginning, which is more than the page knows of if it is a new one. */
  played(turn: number, playedMs: number): number {
    const fromStart = playedMs + this.missed(turn);
    this.playhead.played(turn, playedMs, this.now());
    this.sent.heard(turn, fromStart);
    if (this.waiting) this.release();
    return fromStart;
  }

  /** Whether the visitor's loudspeaker is at it. */
  get playing(): boolean {
    return this.playhead.playing(this.now());
  }

  /** From now on it is known how loud the agent is at the visitor's loudspeaker. */
  listenAlong(): void {
    this.envelope = new AgentEnvelope(this.playhead.sentSoFarMs);
  }

  get levelAgo(): LevelAgo | undefined {
    const { envelope } = this;
    if (!envelope) return undefined;
    const place = this.playhead.placeMs(this.now());
    return (ms) => envelope.levelAt(place - ms);
  }

  close(code: CloseCode, reason: string): void {
    const { client } = this;
    this.stop();
    client?.close(code, reason);
  }

  /** Nothing is sent any more; what waits is forgotten. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.empty();
    this.sent.clear();
    this.told = true;
  }

  private get waiting(): boolean {
    return this.next < this.held.length;
  }

  /**
   * A turn is not confirmed before its words have been told: whoever loses the line in between would come back as one who
   * has them.
   */
  private wordsWait(message: ServerMessage): boolean {
    return (
      message.type === 'turn.committed' &&
      this.held
        .slice(this.next)
        .some(
          (item) =>
            'message' in item &&
            item.message.type === 'transcript' &&
            (item.message.seq ?? Infinity) <= message.seq,
        )
    );
  }

  private tick(): void {
    this.timer = undefined;
    this.release();
    const lagMs = this.playhead.lagMs(this.now());
    if (lagMs > MAX_LAG_MS) this.tellTooSlow(lagMs);
    else if (this.waiting) this.timer = setTimeout(() => this.tick(), RELEASE_EVERY_MS);
  }

  private release(): void {
    if (!this.client) return;
    const now = this.now();
    for (let item = this.held[this.next]; item; item = this.held[this.next]) {
      if ('message' in item) this.tell(item.message);
      else {
        if (this.playhead.aheadMs(now) >= AHEAD_MS) return this.tellFull();
        this.heldMs -= item.ms;
        this.pass(item, now);
      }
      this.next += 1;
      if (this.next >= FORGET_AFTER) this.forgetSent();
    }
    this.empty();
  }

  /** Frames that are sent are let go in lots: taking each from the front would copy a long queue again and again. */
  private forgetSent(): void {
    this.held.splice(0, this.next);
    this.next = 0;
  }

  private flush(): void {
    const rest = this.held.slice(this.next);
    this.empty();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.playhead.flushed(this.now());
    this.sent.clear();
    this.unheardMs = 0;
    const messages = rest.flatMap((item) => ('message' in item ? [item.message] : []));
    for (const message of messages) this.tell(message);
    if (rest.length > messages.length) this.listener.dropped(rest.length - messages.length);
  }

  private empty(): void {
    this.held = [];
    this.next = 0;
    this.heldMs = 0;
    this.tellFull();
  }

  /** A model that is not read waits, as its own player would let it: what it sends ahead is no fault of the visitor's. */
  private tellFull(): void {
    const most = this.full ? FAR_AHEAD_MS - ROOM_MS : FAR_AHEAD_MS;
    const full = this.client !== undefined && this.heldMs > most;
    if (full === this.full) return;
    this.full = full;
    this.listener.full(full);
  }

  private pass(audio: AgentAudio, now: number): void {
    if (this.turnTold !== null && audio.turn !== this.turnTold)
      this.tell({ type: 'turn.started', turn: audio.turn });
    this.playhead.sent(audio.ms, now);
    this.sent.push(audio);
    this.envelope?.sent(audio.pcm);
    this.client?.sendAudio(audio.pcm);
  }

  private tell(message: ServerMessage): void {
    if (message.type === 'turn.started') this.turnTold = message.turn;
    this.client?.send(message);
  }

  private missed(turn: number): number {
    return this.countedFrom.turn === turn ? this.countedFrom.ms : 0;
  }

  private keepAudioOnly(): void {
    this.held = this.held.slice(this.next).filter((item) => !('message' in item));
    this.next = 0;
  }

  private tellTooSlow(lagMs: number): void {
    if (this.told) return;
    this.told = true;
    this.listener.tooSlow(lagMs);
  }
}
