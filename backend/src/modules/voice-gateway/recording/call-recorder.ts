import type { CallEnding, CallEvent, CallsFacade, FinishedTurn, WriteOutcome } from '../../calls/index.js';
import { isRefusedForGood, type TenantId } from '../../../platform/database/index.js';

const BATCH_MS = 250;
const BATCH_ROWS = 32;
/** While the database is away, so much of one call waits in memory; more ends the call. */
const MAX_WAITING_BYTES = 1024 * 1024;
const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 2_000;

export interface OwnedCall {
  readonly tenantId: TenantId;
  readonly callId: string;
  readonly epoch: number;
}

export type RecorderReport =
  /** Said only after the commit. */
  | { type: 'committed'; seqs: number[] }
  | { type: 'finalised' }
  /** Everything is written, and the call is free for another owner. */
  | { type: 'released' }
  /** The call belongs to somebody else by now; nothing more will be written. */
  | { type: 'stale' }
  | { type: 'overflow' }
  /** The database will never take this; of the call nothing but its end is written from now on. */
  | { type: 'refused'; error: unknown }
  | { type: 'retrying'; error: unknown };

type CallLog = Pick<CallsFacade, 'write' | 'finalise'>;
/** Gives the call up for another owner; repeated while it rejects. */
type Release = () => Promise<WriteOutcome>;
type Last = { type: 'end'; ending: CallEnding } | { type: 'release'; release: Release };

/**
 * Writes one call down: finished turns and timeline events in small batches, the end exactly once and last. Writes are
 * keyed and therefore repeated without harm while the database is away; what is acknowledged is committed.
 */
export class CallRecorder {
  private turns: FinishedTurn[] = [];
  private events: CallEvent[] = [];
  private last: Last | undefined;
  private waitingBytes = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing = false;
  private over = false;
  private refused = false;
  private settle: () => void = () => undefined;
  /** Resolves when nothing will be written any more. */
  readonly done = new Promise<void>((resolve) => (this.settle = resolve));

  constructor(
    private readonly calls: CallLog,
    private readonly call: OwnedCall,
    private readonly report: (report: RecorderReport) => void,
    private nextEventSeq = 1,
  ) {}

  turn(turn: FinishedTurn): void {
    if (this.over || this.last || this.refused) return;
    this.turns.push(turn);
    this.grew(turn.text.length * 2 + 200);
  }

  event(event: Omit<CallEvent, 'seq'>): void {
    if (this.over || this.last || this.refused) return;
    this.events.push({ ...event, seq: this.nextEventSeq++ });
    this.grew(300);
  }

  finalise(ending: CallEnding): void {
    this.conclude({ type: 'end', ending });
  }

  /** Gives the call up for another owner once everything is written. */
  release(release: Release): void {
    this.conclude({ type: 'release', release });
  }

  /** Another gateway owns the call: forget what is waiting. */
  abandon(): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.timer);
    this.settle();
  }

  private conclude(last: Last): void {
    if (this.over || this.last) return;
    this.last = last;
    this.schedule(0);
  }

  private grew(bytes: number): void {
    this.waitingBytes += bytes;
    if (this.waitingBytes > MAX_WAITING_BYTES) this.report({ type: 'overflow' });
    this.schedule(this.turns.length + this.events.length >= BATCH_ROWS ? 0 : BATCH_MS);
  }

  private schedule(ms: number): void {
    if (this.writing || this.over || (this.timer && ms > 0)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.write(), ms);
  }

  /** Never rejects: every failure is retried or reported. */
  private async write(): Promise<void> {
    this.timer = undefined;
    this.writing = true;
    let delay = RETRY_FIRST_MS;
    while (!this.over && (this.turns.length > 0 || this.events.length > 0 || this.last)) {
      try {
        await this.writeOnce();
        delay = RETRY_FIRST_MS;
      } catch (error) {
        if (isRefusedForGood(error)) {
          this.giveUp(error);
          continue;
        }
        this.report({ type: 'retrying', error });
        await new Promise((resolve) => setTimeout(resolve, delay));
        delay = Math.min(delay * 2, RETRY_MAX_MS);
      }
    }
    this.writing = false;
  }

  private async writeOnce(): Promise<void> {
    const { tenantId, callId, epoch } = this.call;
    const turns = this.turns.slice(0, BATCH_ROWS);
    const events = this.events.slice(0, BATCH_ROWS);
    if (turns.length + events.length > 0) {
      const outcome = await this.calls.write(tenantId, callId, epoch, { turns, events });
      if (outcome === 'stale') return this.stale();
      this.turns = this.turns.slice(turns.length);
      this.events = this.events.slice(events.length);
      if (turns.length > 0) this.report({ type: 'committed', seqs: turns.map((turn) => turn.seq) });
    }
    if (this.turns.length + this.events.length > 0) return;
    this.waitingBytes = 0;
    if (this.last) await this.writeLast(this.last);
  }

  private async writeLast(last: Last): Promise<void> {
    const { tenantId, callId, epoch } = this.call;
    const outcome =
      last.type === 'end'
        ? await this.calls.finalise(tenantId, callId, epoch, last.ending)
        : await last.release();
    if (outcome === 'stale') return this.stale();
    this.over = true;
    this.report({ type: last.type === 'end' ? 'finalised' : 'released' });
    this.settle();
  }

  /**
   * What waits is dropped, also what might have been taken: a record may be short, but has no gaps. Nothing of it was
   * acknowledged. A call whose end is refused is left to the sweep.
   */
  private giveUp(error: unknown): void {
    if (this.refused) {
      this.over = true;
      this.settle();
    }
    this.refused = true;
    this.turns = [];
    this.events = [];
    this.waitingBytes = 0;
    this.report({ type: 'refused', error });
  }

  private stale(): void {
    if (this.over) return;
    this.over = true;
    this.report({ type: 'stale' });
    this.settle();
  }
}
