import type { CloseCode, ServerMessage } from '@orbisvoice/contracts';
import type { ClientConnection } from './client-connection.port.js';
import { Playhead } from './playhead.js';

/** A client is given so much more than it has played: enough for any network, little enough for its memory and ours. */
export const AHEAD_MS = 4_000;
/** So far behind real time, a client will not catch up. */
export const MAX_LAG_MS = 10_000;
/** Gemini sends faster than real time, so a long reply waits here: three minutes of it are 9 MB. */
export const MAX_HELD_MS = 180_000;
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

type Held = { turn: number; pcm: Buffer; ms: number } | { message: ServerMessage };

/**
 * The way to one visitor, at the pace of their playback. The model sends a reply several times faster than it is
 * played; what is far ahead waits here, in order, and is dropped where the visitor interrupts. While nothing waits, a
 * frame passes straight through and no timer runs.
 */
export class PacedDownlink {
  private readonly playhead = new Playhead();
  private held: Held[] = [];
  private next = 0;
  private heldMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private told = false;

  constructor(
    private readonly client: ClientConnection,
    private readonly now: () => number,
    private readonly listener: { tooSlow(lagMs: number): void; dropped(frames: number): void },
  ) {}

  send(message: ServerMessage): void {
    if (message.type === 'interrupted' || message.type === 'ended') this.flush();
    if (this.waiting && !AT_ONCE.has(message.type)) this.held.push({ message });
    else this.client.send(message);
  }

  audio(turn: number, pcm: Buffer, ms: number): void {
    const now = this.now();
    this.playhead.handedOver(turn, ms, now);
    if (!this.waiting && this.playhead.aheadMs(now) < AHEAD_MS) return this.pass(pcm, ms, now);
    this.held.push({ turn, pcm, ms });
    this.heldMs += ms;
    if (this.heldMs > MAX_HELD_MS) this.tellTooSlow(this.heldMs);
    this.timer ??= setTimeout(() => this.tick(), RELEASE_EVERY_MS);
  }

  played(turn: number, playedMs: number): void {
    this.playhead.played(turn, playedMs);
    if (this.waiting) this.release();
  }

  close(code: CloseCode, reason: string): void {
    this.stop();
    this.client.close(code, reason);
  }

  /** Nothing is sent any more; what waits is forgotten. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.empty();
    this.told = true;
  }

  private get waiting(): boolean {
    return this.next < this.held.length;
  }

  private tick(): void {
    this.timer = undefined;
    this.release();
    const lagMs = this.playhead.lagMs(this.now());
    if (lagMs > MAX_LAG_MS) this.tellTooSlow(lagMs);
    else if (this.waiting) this.timer = setTimeout(() => this.tick(), RELEASE_EVERY_MS);
  }

  private release(): void {
    const now = this.now();
    for (let item = this.held[this.next]; item; item = this.held[this.next]) {
      if ('message' in item) this.client.send(item.message);
      else {
        if (this.playhead.aheadMs(now) >= AHEAD_MS) return;
        this.heldMs -= item.ms;
        this.pass(item.pcm, item.ms, now);
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
    const messages = rest.flatMap((item) => ('message' in item ? [item.message] : []));
    for (const message of messages) this.client.send(message);
    if (rest.length > messages.length) this.listener.dropped(rest.length - messages.length);
  }

  private empty(): void {
    this.held = [];
    this.next = 0;
    this.heldMs = 0;
  }

  private pass(pcm: Buffer, ms: number, now: number): void {
    this.playhead.sent(ms, now);
    this.client.sendAudio(pcm);
  }

  private tellTooSlow(lagMs: number): void {
    if (this.told) return;
    this.told = true;
    this.listener.tooSlow(lagMs);
  }
}
