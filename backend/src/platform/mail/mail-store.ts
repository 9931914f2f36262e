import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/index.js';
import { KeyRing } from '../crypto/key-ring.js';
import { RelayDatabase } from '../database/relay-database.js';
import { TenantDatabase } from '../database/tenant-database.js';
import { tenantId, type TenantId } from '../database/tenant-id.js';
import type { Mail, MailOutcome } from './mail-sender.port.js';

export interface StoredMail extends Mail {
  id: string;
  createdAt: Date;
}

const PURPOSE = 'mail-body';

/** Mails at rest: recipient, subject and text are sealed together, since links in them are as good as passwords. */
@Injectable()
export class MailStore {
  constructor(
    private readonly database: TenantDatabase,
    private readonly relay: RelayDatabase,
    private readonly keys: KeyRing,
  ) {}

  /** Undefined where a mail with this business key is already there. The tenant is the transaction's own. */
  async insert(
    tx: Transaction,
    id: string,
    mail: Mail & { businessKey: string; template: string; callId?: string | null },
  ): Promise<TenantId | undefined> {
    const { businessKey, template, callId = null, ...content } = mail;
    const body = this.keys.seal(PURPOSE, JSON.stringify(content satisfies Mail), id);
    const [row] = await tx.query<{ tenant_id: string }[]>(
      `insert into mails (id, business_key, template, body, call_id) values ($1, $2, $3, $4, $5)
       on conflict (tenant_id, business_key) do nothing returning tenant_id`,
      [id, businessKey, template, body, callId],
    );
    return row && tenantId(row.tenant_id);
  }

  /** The mail, unless it is done with. */
  findQueued(tenant: TenantId, id: string): Promise<Mail | undefined> {
    return this.database.withTenant(tenant, async (tx) => {
      const [row] = await tx.query<{ body: Buffer }[]>(
        `select body from mails where id = $1 and state = 'queued' and body is not null`,
        [id],
      );
      return row && this.open(row.body, id);
    });
  }

  async settle(tenant: TenantId, id: string, state: MailOutcome['state'], eraseBody: boolean): Promise<void> {
    await this.database.withTenant(tenant, (tx) =>
      tx.query(
        `update mails set state = $2, sent_at = case when $2 = 'sent' then now() end,
           body = case when $3 then null else body end where id = $1`,
        [id, state, eraseBody],
      ),
    );
  }

  /** Of all tenants, whatever became of them. Returns how many went. */
  deleteOld(olderThanDays: number, limit: number): Promise<number> {
    return this.relay.run(async (tx) => {
      const [, count] = (await tx.query(
        `delete from mails where id in (
           select id from mails where created_at < now() - $1 * interval '1 day' limit $2)`,
        [olderThanDays, limit],
      )) as [unknown, number];
      return count;
    });
  }

  /** The newest mails of all tenants, for the developer's page. */
  async recent(limit: number): Promise<StoredMail[]> {
    const rows = await this.relay.run((tx) =>
      tx.query<{ id: string; tenant_id: string; created_at: Date }[]>(
        'select id, tenant_id, created_at from mails order by created_at desc limit $1',
        [limit],
      ),
    );
    const mails: StoredMail[] = [];
    for (const row of rows) {
      const body = await this.database.withTenant(tenantId(row.tenant_id), (tx) =>
        tx.query<{ body: Buffer | null }[]>('select body from mails where id = $1', [row.id]),
      );
      if (body[0]?.body)
        mails.push({ id: row.id, createdAt: row.created_at, ...this.open(body[0].body, row.id) });
    }
    return mails;
  }

  private open(body: Buffer, id: string): Mail {
    return JSON.parse(this.keys.open(PURPOSE, body, id)) as Mail;
  }
}
