import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EMPTY_CHAIN, type ChainHead, type ChainLink } from '../../../platform/crypto/index.js';
import { tenantId, type TenantId } from '../../../platform/database/index.js';
import type { AuditLine, AuditLink, TeamHead } from '../domain/audit-chain.js';

interface LineRow extends Omit<AuditLine, 'id'> {
  id: string | null;
}
type LinkRow = LineRow & Omit<ChainLink, 'position'> & { position: string };

const LINE = `a.id, a.tenant_id as "tenantId", a.at, a.actor_kind as "actorKind", a.actor_id as "actorId", a.action,
  a.target_type as "targetType", a.target_id as "targetId", a.request_id as "requestId", a.outcome`;

/** Whoever links holds it together with others, whoever closes a day alone. */
const DAYS = `hashtextextended('audit days', 0)`;

export interface DayRoot {
  /** ISO 8601, a day in UTC. */
  day: string;
  root: string;
}

/** The links between the lines of the audit log. */
@Injectable()
export class AuditChainRepository {
  /** Teams with lines that are not linked; asked by the relay role. */
  async waiting(relay: EntityManager, limit: number): Promise<TenantId[]> {
    const rows = await relay.query<{ tenant: string }[]>(
      'select distinct tenant_id as tenant from audit_unlinked limit $1',
      [limit],
    );
    return rows.map(({ tenant }) => tenantId(tenant));
  }

  /**
   * The end of a team's chain is the caller's until the transaction ends, and no day is closed until then. To be held
   * before anything is read.
   */
  async hold(tx: EntityManager, tenant: TenantId): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock_shared(${DAYS})`);
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('audit chain ' || $1, 0))`, [tenant]);
  }

  /** Nobody links until the transaction ends. False where somebody does; asked by the relay role. */
  async holdDays(relay: EntityManager): Promise<boolean> {
    const [row] = await relay.query<{ held: boolean }[]>(`select pg_try_advisory_xact_lock(${DAYS}) as held`);
    return row?.held === true;
  }

  /** In the order of ids. */
  async unlinked(tx: EntityManager, tenant: TenantId, take: number): Promise<AuditLine[]> {
    return tx.query<AuditLine[]>(
      `select ${LINE} from audit_unlinked u join audit_log a on a.tenant_id = u.tenant_id and a.id = u.entry_id
       where u.tenant_id = $1 order by u.entry_id limit $2`,
      [tenant, take],
    );
  }

  async headOf(tx: EntityManager, tenant: TenantId): Promise<ChainHead & { linkedAt: Date | null }> {
    const [row] = await tx.query<{ position: string; hash: string; linkedAt: Date }[]>(
      `select position, hash, linked_at as "linkedAt" from audit_chain
       where tenant_id = $1 order by position desc limit 1`,
      [tenant],
    );
    return row ? { ...row, position: Number(row.position) } : { ...EMPTY_CHAIN, linkedAt: null };
  }

  /**
   * The time of the links is the database's own, whoever links, and no earlier than that of the link before or than
   * `closedUntil`: the root of a day that is closed would match no more.
   */
  async append(
    tx: EntityManager,
    tenant: TenantId,
    links: readonly (ChainLink & { line: AuditLine })[],
    closedUntil: Date | null,
  ): Promise<void> {
    const ids = links.map(({ line }) => line.id);
    await tx.query(
      `insert into audit_chain (tenant_id, position, entry_id, prev_hash, hash, linked_at)
       select $1, l.position, l.entry_id, l.prev_hash, l.hash, (select greatest(
         clock_timestamp(), $6::timestamptz, (select max(linked_at) from audit_chain where tenant_id = $1)))
       from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[]) l(position, entry_id, prev_hash, hash)`,
      [
        tenant,
        links.map(({ position }) => position),
        ids,
        links.map(({ prevHash }) => prevHash),
        links.map(({ hash }) => hash),
        closedUntil,
      ],
    );
    await tx.query('delete from audit_unlinked where tenant_id = $1 and entry_id = any($2)', [tenant, ids]);
  }

  /** Links in their order, from behind `after`, with the lines as they are now. */
  async page(tx: EntityManager, tenant: TenantId, after: number, take: number): Promise<AuditLink[]> {
    const rows = await tx.query<LinkRow[]>(
      `select c.position, c.prev_hash as "prevHash", c.hash, ${LINE} from audit_chain c
       left join audit_log a on a.tenant_id = c.tenant_id and a.id = c.entry_id
       where c.tenant_id = $1 and c.position > $2 order by c.position limit $3`,
      [tenant, after, take],
    );
    return rows.map(({ position, prevHash, hash, id, ...line }) => ({
      position: Number(position),
      prevHash,
      hash,
      line: id === null ? null : { id, ...line },
    }));
  }

  /** Lines that are neither linked nor waiting to be: somebody put them there by other ways. */
  async strangers(tx: EntityManager, tenant: TenantId): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      `select count(*)::int as count from audit_log a where a.tenant_id = $1
         and not exists (select from audit_chain c where c.tenant_id = $1 and c.entry_id = a.id)
         and not exists (select from audit_unlinked u where u.tenant_id = $1 and u.entry_id = a.id)`,
      [tenant],
    );
    return row?.count ?? 0;
  }

  /** Teams that have a chain; asked by the relay role. */
  async teams(relay: EntityManager): Promise<TenantId[]> {
    const rows = await relay.query<{ tenant: string }[]>(
      'select tenant_id as tenant from audit_chain where position = 1 order by tenant_id',
    );
    return rows.map(({ tenant }) => tenantId(tenant));
  }

  /** The last link of each team that was made before a time; asked by the relay role. */
  async headsBefore(relay: EntityManager, before: Date): Promise<TeamHead[]> {
    const rows = await relay.query<{ tenantId: string; position: string; hash: string }[]>(
      `select first.tenant_id as "tenantId", last.position, last.hash from audit_chain first
       cross join lateral (
         select position, hash from audit_chain where tenant_id = first.tenant_id and linked_at < $1
         order by linked_at desc, position desc limit 1) last
       where first.position = 1`,
      [before],
    );
    return rows.map(({ position, ...row }) => ({ ...row, position: Number(position) }));
  }

  /** What everybody takes days from; asked by the relay role. */
  async now(relay: EntityManager): Promise<Date> {
    const [row] = await relay.query<[{ now: Date }]>('select clock_timestamp() as now');
    return row.now;
  }

  /** The end of the last day that has a root; null where none has. Asked by the relay role. */
  async closedUntil(relay: EntityManager): Promise<Date | null> {
    const [row] = await relay.query<[{ until: Date | null }]>(
      `select (max(day) + 1)::timestamp at time zone 'UTC' as until from audit_roots`,
    );
    return row.until;
  }

  async hasRoot(relay: EntityManager, day: string): Promise<boolean> {
    return (await relay.query<unknown[]>('select from audit_roots where day = $1', [day])).length > 0;
  }

  async roots(relay: EntityManager): Promise<DayRoot[]> {
    return relay.query<DayRoot[]>(`select day::text as day, root from audit_roots order by day`);
  }

  /** False where somebody else has closed the day meanwhile. */
  async addRoot(relay: EntityManager, { day, root }: DayRoot, teams: number): Promise<boolean> {
    const added = await relay.query<unknown[]>(
      'insert into audit_roots (day, root, teams) values ($1, $2, $3) on conflict (day) do nothing returning day',
      [day, root, teams],
    );
    return added.length > 0;
  }
}
