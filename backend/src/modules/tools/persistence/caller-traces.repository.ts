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

export const BOOKING = `id, calendar, lower(during) as start, upper(during) as "end", title,
  attendee_name as "attendeeName", attendee_email as "attendeeEmail"`;

/** What tools did in a call with what its caller said. */
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
}
