import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface LinkRecord {
  id: string;
  partnerId: string;
  code: string;
  destination: string;
  createdAt: Date;
  retiredAt: Date | null;
}

const COLUMNS = `id, partner_id as "partnerId", code, destination, created_at as "createdAt", retired_at as "retiredAt"`;

/** A link with what a visit by it needs to know of its partner. */
export interface LinkOfPartner extends Pick<LinkRecord, 'id' | 'code' | 'destination' | 'partnerId'> {
  userId: string | null;
  homeTenantId: string | null;
  displayName: string | null;
}

const OF_PARTNER = `
  select l.id, l.code, l.destination, l.partner_id as "partnerId", p.user_id as "userId",
    p.home_tenant_id as "homeTenantId", p.display_name as "displayName"
  from referral_links l join referral_partners p on p.id = l.partner_id`;
const LIVE = `${OF_PARTNER}
  where l.retired_at is null and (select s.status from referral_partner_statuses s
    where s.partner_id = p.id order by s.position desc limit 1) = 'active'`;

/** Codes are kept for good, retired ones too: a code that was once somebody's never becomes somebody else's. */
@Injectable()
export class LinksRepository {
  /** False where the code is or was taken. */
  async insert(tx: EntityManager, link: Omit<LinkRecord, 'retiredAt'>): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into referral_links (id, partner_id, code, destination, created_at) values ($1, $2, $3, $4, $5)
       on conflict (code) do nothing returning id`,
      [link.id, link.partnerId, link.code, link.destination, link.createdAt],
    );
    return rows.length > 0;
  }

  async byCode(tx: EntityManager, code: string): Promise<LinkRecord | undefined> {
    const [row] = await tx.query<LinkRecord[]>(`select ${COLUMNS} from referral_links where code = $1`, [
      code.toLowerCase(),
    ]);
    return row;
  }

  async liveByCode(tx: EntityManager, code: string): Promise<LinkOfPartner | undefined> {
    const [row] = await tx.query<LinkOfPartner[]>(`${LIVE} and l.code = $1`, [code.toLowerCase()]);
    return row;
  }

  async liveById(tx: EntityManager, id: string): Promise<LinkOfPartner | undefined> {
    const [row] = await tx.query<LinkOfPartner[]>(`${LIVE} and l.id = $1`, [id]);
    return row;
  }

  /** By which somebody referred this team; where a person said so by hand, some link of that partner. */
  async ofTeam(tx: EntityManager, tenantId: string): Promise<LinkOfPartner | undefined> {
    const [row] = await tx.query<LinkOfPartner[]>(
      `${OF_PARTNER} join referral_attributions a on a.partner_id = p.id
       where a.referred_tenant_id = $1 and (a.link_id is null or a.link_id = l.id)
       order by l.created_at, l.id limit 1`,
      [tenantId],
    );
    return row;
  }

  async ofPartner(tx: EntityManager, partnerId: string): Promise<LinkRecord[]> {
    return tx.query(`select ${COLUMNS} from referral_links where partner_id = $1 order by created_at, id`, [
      partnerId,
    ]);
  }

  async retire(tx: EntityManager, id: string, at: Date): Promise<void> {
    await tx.query('update referral_links set retired_at = $2 where id = $1 and retired_at is null', [
      id,
      at,
    ]);
  }
}
