import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export const DELIVERY_STATES = [
  'pending',
  'sending',
  'acked',
  'unsupported',
  'rejected',
  'ambiguous',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Delivery {
  naturalKey: string;
  state: DeliveryState;
  attempts: number;
  lastStatus: string | null;
  updatedAt: Date;
}

const COLUMNS = `natural_key as "naturalKey", state, attempts, last_status as "lastStatus", updated_at as "updatedAt"`;

/** What became of each copy. */
@Injectable()
export class MirrorDeliveriesRepository {
  /** False where this fact is on its way already. */
  async add(
    tx: EntityManager,
    mirror: string,
    naturalKey: string,
    subject: string,
    at: Date,
  ): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into referral_mirror_deliveries (natural_key, mirror, subject, state, updated_at)
       values ($2, $1, $3, 'pending', $4) on conflict do nothing returning state`,
      [mirror, naturalKey, subject, at],
    );
    return rows.length > 0;
  }

  /** Holds the row until the transaction ends. */
  async hold(tx: EntityManager, mirror: string, naturalKey: string): Promise<Delivery | undefined> {
    const [row] = await tx.query<Delivery[]>(
      `select ${COLUMNS} from referral_mirror_deliveries where mirror = $1 and natural_key = $2 for update`,
      [mirror, naturalKey],
    );
    return row;
  }

  /** Whether something else about the same subject is on its way at this moment. */
  async subjectIsBusy(tx: EntityManager, mirror: string, naturalKey: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `select from referral_mirror_deliveries d where mirror = $1 and state = 'sending' and natural_key <> $2
       and subject = (select subject from referral_mirror_deliveries where mirror = $1 and natural_key = $2)`,
      [mirror, naturalKey],
    );
    return rows.length > 0;
  }

  async set(
    tx: EntityManager,
    mirror: string,
    naturalKey: string,
    to: { state: DeliveryState; attempts?: number; status: string | null; at: Date },
  ): Promise<void> {
    await tx.query(
      `update referral_mirror_deliveries set state = $3, attempts = coalesce($4, attempts), last_status = $5,
         updated_at = $6 where mirror = $1 and natural_key = $2`,
      [mirror, naturalKey, to.state, to.attempts ?? null, to.status, to.at],
    );
  }

  async counts(tx: EntityManager, mirror: string): Promise<{ state: DeliveryState; count: number }[]> {
    return tx.query(
      `select state, count(*)::integer as count from referral_mirror_deliveries where mirror = $1 group by 1 order by 1`,
      [mirror],
    );
  }

  /** Oldest first. */
  async parked(tx: EntityManager, mirror: string, limit: number): Promise<Delivery[]> {
    return tx.query(
      `select ${COLUMNS} from referral_mirror_deliveries where mirror = $1 and state in ('ambiguous', 'rejected')
       order by updated_at limit $2`,
      [mirror, limit],
    );
  }
}
