import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AgeLimit } from '../../../platform/caller-data/index.js';
import { firstIdAfter } from '../../../platform/crypto/index.js';
import { tenantId as asTenantId, type TenantId } from '../../../platform/database/index.js';
import { BOOKING, type KeptBooking, type KeptOutcome } from './caller-traces.repository.js';

export interface LoosePage {
  /** What came later is left alone. */
  until: Date;
  after: string | undefined;
  take: number;
}

/** Of both tables, in the words of their partial indexes. */
const LOOSE = 'call_id is null and forgotten_at is null';

/** What tools did outside of calls, for whoever asked the API for it. */
@Injectable()
export class LooseTracesRepository {
  /** In the order of ids, as the answers. */
  async bookings(
    tx: EntityManager,
    tenantId: TenantId,
    { until, after, take }: LoosePage,
  ): Promise<KeptBooking[]> {
    return tx.query<KeptBooking[]>(
      `select ${BOOKING} from bookings
       where tenant_id = $1 and ${LOOSE} and created_at <= $2 and id < $5 and ($3::uuid is null or id > $3)
       order by id limit $4`,
      [tenantId, until, after ?? null, take, firstIdAfter(until)],
    );
  }

  /** Those too that never came: what they were asked is known by a digest. */
  async answers(
    tx: EntityManager,
    tenantId: TenantId,
    { until, after, take }: LoosePage,
  ): Promise<(KeptOutcome & { id: string })[]> {
    return tx.query<(KeptOutcome & { id: string })[]>(
      `select i.id, t.name as tool, i.started_at as at, i.outcome from tool_invocations i
       join tools t on t.tenant_id = i.tenant_id and t.id = i.tool_id
       where i.tenant_id = $1 and ${LOOSE} and i.started_at <= $2 and i.id < $5 and ($3::uuid is null or i.id > $3)
       order by i.id limit $4`,
      [tenantId, until, after ?? null, take, firstIdAfter(until)],
    );
  }

  /** Asked by the relay's role, which sees of these rows when they were made and whether they are forgotten. */
  async due(relay: EntityManager, limits: readonly AgeLimit[]): Promise<TenantId[]> {
    const older = (table: string, made: string): string => `exists (
      select from ${table} where tenant_id = l.tenant and ${LOOSE} and id < l.first_id and ${made} <= l.before)`;
    const rows = await relay.query<{ tenant: string }[]>(
      `select l.tenant from unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) as l(tenant, before, first_id)
       where ${older('bookings', 'created_at')} or ${older('tool_invocations', 'started_at')}`,
      [
        limits.map(({ tenantId }) => tenantId),
        limits.map(({ before }) => before),
        limits.map(({ before }) => firstIdAfter(before)),
      ],
    );
    return rows.map(({ tenant }) => asTenantId(tenant));
  }

  /**
   * The time stays booked and the key stays used; whose it was goes, what was answered, and the mails that said so. How
   * many of these there were still.
   */
  async forget(tx: EntityManager, tenantId: TenantId, ids: readonly string[]): Promise<number> {
    const [booked] = await tx.query<[{ occasion: string }[], number]>(
      `update bookings set title = '', attendee_name = null, attendee_email = null, forgotten_at = now()
       where tenant_id = $1 and id = any($2) and ${LOOSE} returning occasion`,
      [tenantId, ids],
    );
    // A booking's occasion is the ledger's row, whose digest of few possible words is as good as the words.
    const occasions = booked.map(({ occasion }) => occasion);
    const [answered] = await tx.query<[{ asked: boolean }[], number]>(
      `update tool_invocations set outcome = null, args_digest = '', forgotten_at = now()
       where tenant_id = $1 and id = any($2::uuid[] || $3::uuid[]) and ${LOOSE} returning id = any($2) as asked`,
      [tenantId, ids, occasions],
    );
    await this.forgetMails(tx, tenantId, ids, occasions);
    return booked.length + answered.filter(({ asked }) => asked).length;
  }

  private async forgetMails(
    tx: EntityManager,
    tenantId: TenantId,
    ids: readonly string[],
    occasions: readonly string[],
  ): Promise<void> {
    const FORGET = `update mails set body = null, business_key = 'erased:' || id where tenant_id = $1`;
    await tx.query(`${FORGET} and business_key = any($2)`, [tenantId, ids.map((id) => `tool:${id}`)]);
    // Of a meeting there are as many as it has guests.
    if (occasions.length > 0)
      await tx.query(
        `${FORGET} and starts_with(business_key, 'tool:') and split_part(business_key, ':', 2) = any($2)`,
        [tenantId, occasions],
      );
  }
}
