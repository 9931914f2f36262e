import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RejectReason } from '../domain/click-rules.js';

export interface ClickRecord {
  id: string;
  linkId: string;
  occurredAt: Date;
  bucketStart: Date;
  visitorHash: Buffer | null;
  rejectReason: RejectReason | null;
  referrerHost: string | null;
  deviceClass: string;
  network: string | null;
  /** Name of the parameter by which an advertiser marks a click that was paid for. */
  paidAd: string | null;
  /** Keyed digest of the browser; null unless the terms have browsers compared. */
  device: Buffer | null;
}

/** Visits by links. They are counted and age; nothing is ever paid for one. */
@Injectable()
export class ClicksRepository {
  /** False where this visitor was noted in the same way before; the database decides, so that copies at once count once. */
  async insert(tx: EntityManager, click: ClickRecord): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into referral_clicks (id, link_id, occurred_at, bucket_start, visitor_hash, counted, reject_reason,
         referrer_host, device_class, network, paid_ad, device)
       values ($1, $2, $3, $4, $5, $6::text is null, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id`,
      [
        click.id,
        click.linkId,
        click.occurredAt,
        click.bucketStart,
        click.visitorHash,
        click.rejectReason,
        click.referrerHost,
        click.deviceClass,
        click.network,
        click.paidAd,
        click.device,
      ],
    );
    return rows.length > 0;
  }

  /** The key of one day, which is `fresh` where nobody needed one before. */
  async keyOfDay(tx: EntityManager, day: Date, fresh: Buffer): Promise<Buffer> {
    await tx.query(
      `insert into referral_visitor_keys (day, key) values (($1::timestamptz at time zone 'UTC')::date, $2) on conflict do nothing`,
      [day, fresh],
    );
    const [row] = await tx.query<{ key: Buffer }[]>(
      `select key from referral_visitor_keys where day = ($1::timestamptz at time zone 'UTC')::date`,
      [day],
    );
    return row?.key ?? fresh;
  }

  /** Without its key nobody, we included, can find out whether a visitor was a certain person. */
  async forgetKeys(tx: EntityManager, before: Date): Promise<void> {
    await tx.query(
      `delete from referral_visitor_keys where day < ($1::timestamptz at time zone 'UTC')::date`,
      [before],
    );
  }

  async forgetNetworks(tx: EntityManager, before: Date): Promise<void> {
    await tx.query(
      'update referral_clicks set network = null where occurred_at < $1 and network is not null',
      [before],
    );
  }

  async forgetDevices(tx: EntityManager, before: Date): Promise<void> {
    await tx.query('update referral_clicks set device = null where occurred_at < $1 and device is not null', [
      before,
    ]);
  }

  /** Takes what clicks by which this team may have come say about a person; the clicks stay counted. */
  async forgetOfTeam(tx: EntityManager, tenantId: string): Promise<void> {
    await tx.query(
      `update referral_clicks set network = null, referrer_host = null, device = null where id in (
         select (candidate ->> 'clickId')::uuid from referral_attributions, jsonb_array_elements(candidates) candidate
         where referred_tenant_id = $1 and candidate ->> 'clickId' is not null)`,
      [tenantId],
    );
  }

  /** Turns old rows into sums of a day. */
  async sumUp(tx: EntityManager, before: Date): Promise<void> {
    await tx.query(
      `with gone as (delete from referral_clicks where occurred_at < $1 returning link_id, occurred_at, counted)
       insert into referral_click_days as d (link_id, day, raw, counted)
       select link_id, (occurred_at at time zone 'UTC')::date, count(*), count(*) filter (where counted)
       from gone group by 1, 2
       on conflict (link_id, day) do update set raw = d.raw + excluded.raw, counted = d.counted + excluded.counted`,
      [before],
    );
  }
}
