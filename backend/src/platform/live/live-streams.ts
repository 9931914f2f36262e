import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { LiveEventName } from '@orbisvoice/contracts';
import type { FastifyReply } from 'fastify';
import { AppError } from '../http/app-error.js';
import type { UserPrincipal } from '../http/principal.js';
import { Readiness } from '../http/readiness.js';
import { Metrics } from '../metrics/metrics.js';
import { EventStream } from './event-stream.js';
import { LiveFeed } from './live-feed.js';
import { SESSION_ENDED, type LiveMessage } from './live-message.js';

/** Less than the bound on silent connections, with room for a late one. */
const BEAT_MS = 12_000;
/** Every so many beats it is asked whether the person may still listen. */
const BEATS_PER_CHECK = 3;
const MAX_STREAMS = 2_000;
/** A browser needs one for all its tabs. */
const MAX_PER_PERSON = 12;
const RETRY_MS = 2_000;
/** After a restart everybody comes back at once, spread over this time. */
const SPREAD_MS = 3_000;
const REFUSED_RETRY_SECONDS = 30;

/** A listener whose session is a module's own; the module says whether it still stands. */
export interface LiveGuest {
  id: string;
  stands(): Promise<boolean>;
}

interface StreamTerms {
  /** Ids whose events are told: the team's, the person's. */
  audiences: readonly string[];
  hears(name: LiveEventName): boolean;
}
export type StreamWish = StreamTerms &
  ({ principal: UserPrincipal; guest?: undefined } | { guest: LiveGuest; principal?: undefined });

type OpenStream = StreamWish & { readonly stream: EventStream; beats: number };

type StandingCheck = (principal: UserPrincipal) => Promise<boolean>;

/** The open event streams of this process: bounded, kept alive, and ended with the session or the process. */
@Injectable()
export class LiveStreams implements BeforeApplicationShutdown {
  private readonly streams = new Set<OpenStream>();
  private check: StandingCheck = () => Promise.resolve(true);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly feed: LiveFeed,
    private readonly readiness: Readiness,
    metrics: Metrics,
  ) {
    const { streams } = this;
    metrics.gauge('orbis_live_streams', 'Open live event streams.', [], function () {
      this.set(streams.size);
    });
  }

  /** `check` says whether somebody may still listen; the module that knows sessions brings it. */
  verifyWith(check: StandingCheck): void {
    this.check = check;
  }

  /** Answers the request with a stream that lasts. @throws AppError where this process or person has too many. */
  open(reply: FastifyReply, wish: StreamWish): void {
    if (this.readiness.draining) throw new AppError('draining');
    if (this.streams.size >= MAX_STREAMS)
      throw new AppError('busy', { retryAfterSeconds: REFUSED_RETRY_SECONDS });
    const own = [...this.streams].filter((one) => listenerOf(one) === listenerOf(wish));
    if (own.length >= MAX_PER_PERSON)
      throw new AppError('rate_limited', { retryAfterSeconds: REFUSED_RETRY_SECONDS });
    const open: OpenStream = { ...wish, stream: new EventStream(reply), beats: 0 };
    const session = wish.principal ? [wish.principal.sessionId] : [];
    const unsubscribe = [...new Set([...wish.audiences, ...session])].map((audience) =>
      this.feed.subscribe(audience, (message) => this.hear(open, message)),
    );
    this.streams.add(open);
    open.stream.onClosed(() => {
      for (const stop of unsubscribe) stop();
      this.streams.delete(open);
    });
    open.stream.open(RETRY_MS + Math.round(Math.random() * SPREAD_MS));
    this.timer ??= setInterval(() => this.beat(), BEAT_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const { stream } of this.streams) stream.close();
  }

  private hear(open: OpenStream, { name, id }: LiveMessage): void {
    if (name === SESSION_ENDED) return open.stream.close();
    // Another role, or none any more.
    if (name === 'member.changed' && id === open.principal?.userId) void this.verify(open);
    if (open.hears(name)) open.stream.send({ name, id });
  }

  private beat(): void {
    for (const open of this.streams) {
      open.stream.beat();
      open.beats += 1;
      if (open.beats % BEATS_PER_CHECK === 0) void this.verify(open);
    }
  }

  /** Where it cannot be told at the moment, the stream goes on: it carries nothing but ids. */
  private async verify(open: OpenStream): Promise<void> {
    const check = open.principal ? this.check(open.principal) : open.guest.stands();
    const stands = await check.catch(() => true);
    if (!stands) open.stream.close();
  }
}

const listenerOf = (wish: StreamWish): string => (wish.principal ? wish.principal.userId : wish.guest.id);
