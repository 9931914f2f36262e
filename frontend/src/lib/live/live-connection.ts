import type { LiveEvent } from '@orbisvoice/contracts';

/** The part of EventSource that is used. */
export interface EventSourceLike {
  onopen: ((event: Event) => unknown) | null;
  onmessage: ((message: MessageEvent<string>) => unknown) | null;
  onerror: ((event: Event) => unknown) | null;
  close(): void;
}

interface LiveConnectionParts {
  open: () => EventSourceLike;
  onEvent: (event: LiveEvent) => void;
  /** Before each return: renews the session where it ran out. False: there is none any more. */
  mayReturn: () => Promise<boolean>;
  /** Milliseconds before the next attempt; the first is number 0. */
  delay?: (attempt: number) => number;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
export const RESYNC: LiveEvent = { name: 'resync', id: null };

/** Doubles, with chance in it: after a restart not everybody comes at once. */
const backOff = (attempt: number): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt) * (0.5 + Math.random() / 2);

/** One stream of live events that comes back by itself, and says `resync` when something may have been missed. */
export class LiveConnection {
  private source: EventSourceLike | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempts = 0;
  private stopped = false;

  /** @param missed something may have been missed before it began. */
  constructor(
    private readonly parts: LiveConnectionParts,
    private missed: boolean,
  ) {}

  start(): void {
    this.stopped = false;
    const source = this.parts.open();
    this.source = source;
    source.onopen = () => {
      this.attempts = 0;
      if (this.missed) this.parts.onEvent(RESYNC);
      this.missed = true;
    };
    source.onmessage = ({ data }) => this.parts.onEvent(JSON.parse(data) as LiveEvent);
    // The browser's own return cannot renew a session, so every return is ours.
    source.onerror = () => {
      source.close();
      this.missed = true;
      this.again();
    };
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.source?.close();
  }

  private again(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.comeBack(), (this.parts.delay ?? backOff)(this.attempts));
    this.attempts += 1;
  }

  private async comeBack(): Promise<void> {
    const allowed = await this.parts.mayReturn().catch(() => undefined);
    if (this.stopped || allowed === false) return;
    if (allowed) this.start();
    else this.again();
  }
}
