import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EMPTY_CHAIN, sealed, type ChainHead, type LedgerEntry } from '../domain/ledger-chain.js';
import { minor } from '../domain/money.js';
import type { EntryKind, Posted, Posting } from '../domain/posting.js';

export interface AccountKey {
  partnerId: string;
  currency: string;
}

interface EntryRow {
  seq: number;
  partner_id: string;
  currency: string;
  position: number;
  source: string;
  kind: EntryKind;
  amount_minor: number;
  idempotency_key: string;
  occurred_at: Date;
  posted_at: Date;
  actor: string;
  reason: string;
  prev_hash: string;
  hash: string;
}

/** The journal: entries are added and nothing else, each sealed to the one before it in its account. */
@Injectable()
export class LedgerRepository {
  /** Holds the account until the transaction ends, opening it where it is new, and gives the end of its chain. */
  async hold(tx: EntityManager, { partnerId, currency }: AccountKey): Promise<ChainHead> {
    await tx.query(
      `insert into referral_accounts (partner_id, currency, head_hash) values ($1, $2, $3) on conflict do nothing`,
      [partnerId, currency, EMPTY_CHAIN.hash],
    );
    const [row] = await tx.query<{ position: number; head_hash: string }[]>(
      `select position, head_hash from referral_accounts where partner_id = $1 and currency = $2 for update`,
      [partnerId, currency],
    );
    if (!row) throw new Error('the account of a partner vanished');
    return { position: row.position, hash: row.head_hash };
  }

  async headOf(tx: EntityManager, { partnerId, currency }: AccountKey): Promise<ChainHead> {
    const [row] = await tx.query<{ position: number; head_hash: string }[]>(
      `select position, head_hash from referral_accounts where partner_id = $1 and currency = $2`,
      [partnerId, currency],
    );
    return row ? { position: row.position, hash: row.head_hash } : EMPTY_CHAIN;
  }

  async accounts(tx: EntityManager): Promise<AccountKey[]> {
    return tx.query(
      `select partner_id as "partnerId", currency from referral_accounts order by partner_id, currency`,
    );
  }

  /** What stands in an account for these sources, or for all of its sources. */
  async posted(
    tx: EntityManager,
    { partnerId, currency }: AccountKey,
    sources?: readonly string[],
  ): Promise<Map<string, Posted>> {
    const rows = await tx.query<{ source: string; sum: number | string; count: number }[]>(
      `select source, sum(amount_minor)::bigint as sum, count(*)::integer as count from referral_ledger
       where partner_id = $1 and currency = $2 and ($3::text[] is null or source = any($3)) group by source`,
      [partnerId, currency, sources ?? null],
    );
    return new Map(rows.map(({ source, sum, count }) => [source, { sumMinor: minor(Number(sum)), count }]));
  }

  /** Within `hold`. */
  async append(
    tx: EntityManager,
    account: AccountKey,
    head: ChainHead,
    postings: readonly Posting[],
    note: { postedAt: Date; actor: string; reason: string },
  ): Promise<LedgerEntry[]> {
    const entries: LedgerEntry[] = [];
    let { position, hash } = head;
    for (const posting of postings) {
      position += 1;
      const body = {
        ...account,
        ...posting,
        position,
        postedAt: note.postedAt.getTime(),
        actor: note.actor,
        reason: note.reason,
      };
      const entry = sealed(body, hash);
      hash = entry.hash;
      entries.push(entry);
    }
    if (entries.length === 0) return entries;
    await tx.query(INSERT, [JSON.stringify(entries), note.postedAt]);
    await tx.query(
      `update referral_accounts set position = $3, head_hash = $4 where partner_id = $1 and currency = $2`,
      [account.partnerId, account.currency, position, hash],
    );
    return entries;
  }

  /** One account in the order of its chain, a page at a time. */
  async page(tx: EntityManager, account: AccountKey, after: number, limit: number): Promise<LedgerEntry[]> {
    const rows = await tx.query<EntryRow[]>(
      `select * from referral_ledger where partner_id = $1 and currency = $2 and position > $3 order by position limit $4`,
      [account.partnerId, account.currency, after, limit],
    );
    return rows.map(toEntry);
  }
}

const INSERT = `
  insert into referral_ledger (partner_id, currency, position, source, kind, amount_minor, idempotency_key, occurred_at,
    posted_at, accounting_date, actor, reason, prev_hash, hash)
  select "partnerId", currency, position, source, kind, "amountMinor", "idempotencyKey",
    to_timestamp("occurredAt" / 1000.0), $2, ($2::timestamptz at time zone 'UTC')::date, actor, reason, "prevHash", hash
  from jsonb_to_recordset($1) as e ("partnerId" uuid, currency text, position integer, source text, kind text,
    "amountMinor" bigint, "idempotencyKey" text, "occurredAt" bigint, actor text, reason text, "prevHash" text, hash text)
  order by position`;

const toEntry = (row: EntryRow): LedgerEntry => ({
  partnerId: row.partner_id,
  currency: row.currency,
  position: row.position,
  source: row.source,
  kind: row.kind,
  amountMinor: row.amount_minor,
  idempotencyKey: row.idempotency_key,
  occurredAt: row.occurred_at.getTime(),
  postedAt: row.posted_at.getTime(),
  actor: row.actor,
  reason: row.reason,
  prevHash: row.prev_hash,
  hash: row.hash,
});
