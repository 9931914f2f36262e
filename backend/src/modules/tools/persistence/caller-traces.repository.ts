import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';

export interface KeptOutcome {
  tool: string;
  at: Date;
  outcome: string | null;
}

export interface KeptBooking {
  id: string;
  calendar: string;
  start: Date;
  end: Date;
  title: string;
  attendeeName: string | null;
  attendeeEmail: string | null;
}

const BOOKING = `id, calendar, lower(during) as start, upper(during) as "end", title,
  attendee_name as "attendeeName", attendee_email as "attendeeEmail"`;
const NOBODYS = `tenant_id = $1 and call_id is null and (attendee_name is not null or attendee_email is not null)`;

/** What tools did with what a caller said. */
@Injectable()
export class CallerTracesRepository {
  async outcomes(tx: EntityManager, tenantId: TenantId, callId: string): Promise<KeptOutcome[]> {
    return tx.query<KeptOutcome[]>(
      `select t.name as tool, i.started_at as at, i.outcome from tool_invocations i
       join tools t on t.tenant_id = i.tenant_id and t.id = i.tool_id
       where i.tenant_id = $1 and i.call_id = $2 order by i.started_at, i.id`,
      [tenantId, callId],
    );
  }

  async bookings(tx: EntityManager, tenantId: TenantId, callId: string): Promise<KeptBooking[]> {
    return tx.query<KeptBooking[]>(
      `select ${BOOKING} from bookings where tenant_id = $1 and call_id = $2 order by id`,
      [tenantId, callId],
    );
  }

  /** Bookings outside of calls that name somebody, in the order of ids. */
  async looseBookings(
    tx: EntityManager,
    tenantId: TenantId,
    { until, after, take }: { until: Date; after: string | undefined; take: number },
  ): Promise<KeptBooking[]> {
    return tx.query<KeptBooking[]>(
      `select ${BOOKING} from bookings
       where ${NOBODYS} and created_at <= $2 and ($3::uuid is null or id > $3) order by id limit $4`,
      [tenantId, until, after ?? null, take],
    );
  }

  /** The time stays booked; whose it was goes, and the mails that said so. */
  async forgetBookings(tx: EntityManager, tenantId: TenantId, ids: readonly string[]): Promise<void> {
    await tx.query(
      `update mails set body = null, business_key = 'erased:' || mails.id from bookings b
       where mails.tenant_id = $1 and b.tenant_id = $1 and b.id = any($2)
         and starts_with(mails.business_key, 'tool:' || b.occasion || ':')`,
      [tenantId, ids],
    );
    await tx.query(
      `update bookings set title = '', attendee_name = null, attendee_email = null
       where tenant_id = $1 and id = any($2)`,
      [tenantId, ids],
    );
  }
}
