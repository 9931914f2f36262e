import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface PartnerToken {
  tokenHash: Buffer;
  partnerId: string;
  purpose: 'enter' | 'confirm_method';
  methodId: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Links that were mailed to partners, and sessions of those who have no other account here. Only digests are kept. */
@Injectable()
export class PartnerAccessRepository {
  async addToken(tx: EntityManager, token: PartnerToken): Promise<void> {
    await tx.query(
      `insert into referral_partner_tokens (token_hash, partner_id, purpose, method_id, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [token.tokenHash, token.partnerId, token.purpose, token.methodId, token.createdAt, token.expiresAt],
    );
  }

  async tokensSince(tx: EntityManager, partnerId: string, since: Date): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      'select count(*)::integer as count from referral_partner_tokens where partner_id = $1 and created_at > $2',
      [partnerId, since],
    );
    return row?.count ?? 0;
  }

  /** Undefined for a link that is unknown, was used, or is too old: it works once. */
  async useToken(
    tx: EntityManager,
    tokenHash: Buffer,
    purpose: PartnerToken['purpose'],
    now: Date,
  ): Promise<Pick<PartnerToken, 'partnerId' | 'methodId'> | undefined> {
    const [rows] = (await tx.query(
      `update referral_partner_tokens set used_at = $3
       where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3
       returning partner_id as "partnerId", method_id as "methodId"`,
      [tokenHash, purpose, now],
    )) as [Pick<PartnerToken, 'partnerId' | 'methodId'>[], number];
    return rows[0];
  }

  async addSession(
    tx: EntityManager,
    session: { tokenHash: Buffer; partnerId: string; createdAt: Date; expiresAt: Date },
  ): Promise<void> {
    await tx.query(
      'insert into referral_partner_sessions (token_hash, partner_id, created_at, expires_at) values ($1, $2, $3, $4)',
      [session.tokenHash, session.partnerId, session.createdAt, session.expiresAt],
    );
  }

  async partnerOfSession(tx: EntityManager, tokenHash: Buffer, now: Date): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }[]>(
      'select partner_id as id from referral_partner_sessions where token_hash = $1 and expires_at > $2',
      [tokenHash, now],
    );
    return row?.id;
  }

  async endSession(tx: EntityManager, tokenHash: Buffer): Promise<void> {
    await tx.query('delete from referral_partner_sessions where token_hash = $1', [tokenHash]);
  }

  async endAll(tx: EntityManager, partnerId: string): Promise<void> {
    await tx.query('delete from referral_partner_sessions where partner_id = $1', [partnerId]);
    await tx.query('delete from referral_partner_tokens where partner_id = $1', [partnerId]);
  }

  async forgetOld(tx: EntityManager, now: Date): Promise<void> {
    await tx.query('delete from referral_partner_sessions where expires_at < $1', [now]);
    await tx.query('delete from referral_partner_tokens where expires_at < $1', [now]);
  }
}
