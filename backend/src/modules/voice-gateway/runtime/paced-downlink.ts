import type { CloseCode, ServerMessage } from '@orbisvoice/contracts';
import type { ClientConnection } from './client-connection.port.js';
import { Playhead } from './playhead.js';
import { SentAudio, type AgentAudio } from './sent-audio.js';

/** A client is given so much more than it has played: enough for any network, little enough for its memory and ours. */
export const AHEAD_MS = 4_000;
/** So far behind real time, a client will not catch up. */
export const MAX_LAG_MS = 10_000;
/** Gemini sends faster than real time, so a long reply waits here: three minutes of it are 9 MB. */
export const MAX_HELD_MS = 180_000;
/** For a visitor who is away; how long they stay nobody knows. A model that goes on is given up until they are back. */
export const MAX_HELD_AWAY_MS = 25_000;
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
  private readonly sent = new SentAudio();
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
    private readonly listener: { tooSlow(lagMs: number): void; dropped(frames: number): void },
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
  }

  /** Another connection: unheard audio goes to the front of what waits, and out with `resume`. */
  attach(client: ClientConnection, playing: { turn: number; receivedMs: number } | undefined): void {
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
    this.playhead.resumed(this.now(), this.heldMs, !playing);
  }

  resume(): void {
    if (this.waiting) {
      this.tell({ type: 'state', state: 'speaking' });
      this.tick();
    }
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
    if (this.heldMs > (this.client ? MAX_HELD_MS : MAX_HELD_AWAY_MS)) this.tellTooSlow(this.heldMs);
    if (this.client) this.timer ??= setTimeout(() => this.tick(), RELEASE_EVERY_MS);
  }

  played(turn: number, playedMs: number): void {
    this.playhead.played(turn, playedMs);
    this.sent.heard(turn, playedMs + this.missed(turn));
    if (this.waiting) this.release();
  }

  /** Whether the visitor's loudspeaker is at it. */
  get playing(): boolean {
    return this.playhead.playing(this.now());
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
        if (this.playhead.aheadMs(now) >= AHEAD_MS) return;
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
  }

  private pass(audio: AgentAudio, now: number): void {
    if (this.turnTold !== null && audio.turn !== this.turnTold)
      this.tell({ type: 'turn.started', turn: audio.turn });
    this.playhead.sent(audio.ms, now);
    this.sent.push(audio);
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
