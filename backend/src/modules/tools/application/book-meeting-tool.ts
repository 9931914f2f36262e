import { Injectable } from '@nestjs/common';
import type { BookMeetingSettings } from '@orbisvoice/contracts';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { spokenTime } from '../domain/calendar-words.js';
import { nextFree, openAt, SEARCH_DAYS, type Span } from '../domain/free-time.js';
import type { ToolEnd, ToolRun } from '../domain/tool-outcome.js';
import { BookingsRepository, type Booking } from '../persistence/bookings.repository.js';
import { MeetingMails } from './meeting-mails.js';

const Arguments = z.object({
  start: z.iso.datetime({ offset: true }),
  title: z.string().default(''),
  name: z.string().optional(),
  email: z.string().trim().toLowerCase().optional(),
});
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/**
 * Whoever calls chooses the address and the title of an invitation. A call is no way to send many, nor for times at which
 * nobody looks.
 */
const MOST_IN_CALL = 3;
const MOST_DAYS_AHEAD = 366;

/** Takes a free time of a calendar, once, and invites. */
@Injectable()
export class BookMeetingTool {
  constructor(
    private readonly database: TenantDatabase,
    private readonly bookings: BookingsRepository,
    private readonly mails: MeetingMails,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  run(tenantId: TenantId, toolId: string, settings: BookMeetingSettings, run: ToolRun): Promise<ToolEnd> {
    const { start, title, name, email } = Arguments.parse(run.args);
    const createdAt = this.clock.now();
    const startMs = Date.parse(start);
    const booking: Booking = {
      id: newId(createdAt.getTime()),
      toolId,
      callId: run.callId,
      occasion: run.occasion,
      calendar: settings.calendar,
      startMs,
      endMs: startMs + settings.durationMinutes * MINUTE_MS,
      title: title.trim() || 'Meeting',
      attendeeName: name ?? null,
      attendeeEmail: email ?? null,
      createdAt,
    };
    return this.database.withTenant(tenantId, async (tx): Promise<ToolEnd> => {
      const earlier = await this.bookings.findByOccasion(tx, tenantId, run.occasion);
      if (earlier) return booked(earlier, settings);
      if (startMs <= createdAt.getTime())
        return this.refused(tx, tenantId, settings, booking, 'lies in the past');
      if (startMs > lastStart(createdAt))
        return this.refused(tx, tenantId, settings, booking, `lies more than ${MOST_DAYS_AHEAD} days ahead`);
      if (!openAt(settings)(startMs))
        return this.refused(tx, tenantId, settings, booking, 'lies outside the hours of the calendar');
      const inCall = run.callId ? await this.bookings.lockCall(tx, tenantId, run.callId) : [];
      const same = inCall.find((one) => one.calendar === settings.calendar && one.startMs === startMs);
      if (same) return booked(same, settings, EARLIER);
      if (inCall.length >= MOST_IN_CALL) return CALL_IS_FULL;
      if (!(await this.bookings.insert(tx, tenantId, booking)))
        return this.refused(tx, tenantId, settings, booking, 'is taken');
      await this.mails.invite(tx, tenantId, booking, settings);
      await this.outbox.append(tx, tenantId, 'booking.created', factOf(booking), booking.id);
      return booked(booking, settings);
    });
  }

  private async refused(
    tx: Transaction,
    tenantId: TenantId,
    settings: BookMeetingSettings,
    { startMs }: Span,
    why: string,
  ): Promise<ToolEnd> {
    const now = this.clock.now();
    const fromMs = Math.max(startMs, now.getTime());
    const within = { startMs: fromMs, endMs: fromMs + (SEARCH_DAYS + 1) * DAY_MS };
    const busy = await this.bookings.busy(tx, tenantId, settings.calendar, within);
    const free = nextFree(settings, busy, fromMs);
    const offer =
      free === undefined || free > lastStart(now)
        ? ''
        : `; the next free time is ${new Date(free).toISOString()}`;
    const details = [{ path: 'args.start', message: `${why}${offer}` }];
    const message = `This time ${why}${offer}.`;
    return { state: 'failed', mayRepeat: true, error: { code: 'slot_taken', message, details } };
  }
}

const lastStart = (now: Date): number => now.getTime() + MOST_DAYS_AHEAD * DAY_MS;

const CALL_IS_FULL: ToolEnd = {
  state: 'failed',
  mayRepeat: true,
  error: {
    code: 'conflict',
    message: `In this call ${MOST_IN_CALL} meetings are booked. No more can be booked in one call.`,
  },
};

const factOf = ({ id, toolId, callId, startMs, endMs, createdAt }: Booking) => ({
  bookingId: id,
  toolId,
  callId,
  startsAt: new Date(startMs).toISOString(),
  endsAt: new Date(endMs).toISOString(),
  bookedAt: createdAt.toISOString(),
});

/** A model that has lost its memory books again in other words, and would take its own visitor for the one in the way. */
const EARLIER = ' This was done earlier in this call; the title, the name and the address are those of then.';

const booked = (
  { id, startMs, endMs }: Span & { id: string },
  { timeZone }: BookMeetingSettings,
  more = '',
): ToolEnd => ({
  state: 'succeeded',
  result: {
    booked: true,
    bookingId: id,
    start: new Date(startMs).toISOString(),
    end: new Date(endMs).toISOString(),
    timeZone,
    message: `Booked for ${spokenTime(new Date(startMs), timeZone)}.${more}`,
  },
});
