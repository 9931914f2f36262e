import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { Span } from '../domain/free-time.js';

export interface Booking extends Span {
  id: string;
  toolId: string;
  callId: string | null;
  /** The same occasion books once. */
  occasion: string;
  calendar: string;
  title: string;
  attendeeName: string | null;
  attendeeEmail: string | null;
  createdAt: Date;
}

export type MadeInCall = Pick<Booking, 'id' | 'calendar' | keyof Span>;

/** Booked times. That no two of one calendar overlap is a constraint of the table, so it holds for any number of bookers. */
@Injectable()
export class BookingsRepository {
  /** False where the time is taken or the occasion has booked already. */
  async insert(tx: EntityManager, tenantId: TenantId, booking: Booking): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into bookings (id, tenant_id, tool_id, call_id, occasion, calendar, during, title, attendee_name,
         attendee_email, created_at)
       values ($1, $2, $3, $4, $5, $6, tstzrange($7, $8), $9, $10, $11, $12)
       on conflict do nothing returning id`,
      [
        booking.id,
        tenantId,
        booking.toolId,
        booking.callId,
        booking.occasion,
        booking.calendar,
        new Date(booking.startMs),
        new Date(booking.endMs),
        booking.title,
        booking.attendeeName,
        booking.attendeeEmail,
        booking.createdAt,
      ],
    );
    return rows.length > 0;
  }

  async findByOccasion(
    tx: EntityManager,
    tenantId: TenantId,
    occasion: string,
  ): Promise<(Span & { id: string }) | undefined> {
    const [row] = await tx.query<{ id: string; start: Date; end: Date }[]>(
      `select id, lower(during) as start, upper(during) as "end" from bookings
       where tenant_id = $1 and occasion = $2`,
      [tenantId, occasion],
    );
    return row && { id: row.id, startMs: row.start.getTime(), endMs: row.end.getTime() };
  }

  /**
   * Those made in a call. Until the transaction ends nobody else looks there: two who do at once would both find room.
   */
  async lockCall(tx: EntityManager, tenantId: TenantId, callId: string): Promise<MadeInCall[]> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('bookings ' || $1, 0))`, [callId]);
    const rows = await tx.query<{ id: string; calendar: string; start: Date; end: Date }[]>(
      `select id, calendar, lower(during) as start, upper(during) as "end" from bookings
       where tenant_id = $1 and call_id = $2`,
      [tenantId, callId],
    );
    return rows.map(({ id, calendar, start, end }) => ({
      id,
      calendar,
      startMs: start.getTime(),
      endMs: end.getTime(),
    }));
  }

  async busy(tx: EntityManager, tenantId: TenantId, calendar: string, within: Span): Promise<Span[]> {
    const rows = await tx.query<{ start: Date; end: Date }[]>(
      `select lower(during) as start, upper(during) as "end" from bookings
       where tenant_id = $1 and calendar = $2 and during && tstzrange($3, $4)`,
      [tenantId, calendar, new Date(within.startMs), new Date(within.endMs)],
    );
    return rows.map(({ start, end }) => ({ startMs: start.getTime(), endMs: end.getTime() }));
  }
}
