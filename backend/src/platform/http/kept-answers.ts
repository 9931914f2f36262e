import { Injectable } from '@nestjs/common';
import { KeyRing, sameDigest } from '../crypto/key-ring.js';
import { RelayDatabase } from '../database/relay-database.js';
import { TenantDatabase } from '../database/tenant-database.js';
import type { TenantId } from '../database/tenant-id.js';
import { Periodic } from '../queue/periodic.decorator.js';
import { AppError } from './app-error.js';

export interface AnswerSlot {
  tenantId: TenantId;
  /** Two people of one tenant do not share keys. */
  actor: string;
  key: string;
}

interface KeptRow {
  request_hash: Buffer;
  answer: Buffer | null;
}

const PURPOSE = 'idempotent-answer';
const KEEP_HOURS = 48;
const HOUR_MS = 3_600_000;
/** JSON has no undefined; an empty answer is kept as this. */
const EMPTY = '';

/** Answers of the last 48 hours in Postgres, sealed, because some hold a key that is shown only once. */
@Injectable()
export class KeptAnswers {
  constructor(
    private readonly database: TenantDatabase,
    private readonly relay: RelayDatabase,
    private readonly keys: KeyRing,
  ) {}

  /**
   * Takes the slot for a first request (undefined), or gives the answer of the earlier one.
   * @throws idempotency_key_reused for another request; conflict while the first one is unanswered. A process that died
   * in between, or a database that went away, leaves it so on purpose, until its 48 hours are over: whether the effect
   * happened is not known, and it must not happen twice.
   */
  claim(slot: AnswerSlot, requestHash: Buffer): Promise<{ answer: unknown } | undefined> {
    return this.database.withTenant(slot.tenantId, async (tx) => {
      const taken = await tx.query<unknown[]>(
        `insert into idempotent_answers (tenant_id, actor, key, request_hash) values ($1, $2, $3, $4)
         on conflict do nothing returning key`,
        [slot.tenantId, slot.actor, slot.key, requestHash],
      );
      if (taken.length > 0) return undefined;
      const [row] = await tx.query<KeptRow[]>(
        'select request_hash, answer from idempotent_answers where actor = $1 and key = $2',
        [slot.actor, slot.key],
      );
      if (row && !sameDigest(row.request_hash, requestHash)) throw new AppError('idempotency_key_reused');
      if (!row?.answer)
        throw new AppError('conflict', {
          message:
            'The first request with this key is not answered. See whether it was done before you use another key.',
        });
      const text = this.keys.open(PURPOSE, row.answer, place(slot));
      return { answer: text === EMPTY ? undefined : (JSON.parse(text) as unknown) };
    });
  }

  async keep(slot: AnswerSlot, answer: unknown): Promise<void> {
    const sealed = this.keys.seal(
      PURPOSE,
      answer === undefined ? EMPTY : JSON.stringify(answer),
      place(slot),
    );
    await this.database.withTenant(slot.tenantId, (tx) =>
      tx.query('update idempotent_answers set answer = $3 where actor = $1 and key = $2', [
        slot.actor,
        slot.key,
        sealed,
      ]),
    );
  }

  async forget(slot: AnswerSlot): Promise<void> {
    await this.database.withTenant(slot.tenantId, (tx) =>
      tx.query('delete from idempotent_answers where actor = $1 and key = $2', [slot.actor, slot.key]),
    );
  }

  @Periodic({ name: 'idempotent-answers-age', everyMs: HOUR_MS })
  async deleteOld(): Promise<void> {
    await this.relay.run((tx) =>
      tx.query(`delete from idempotent_answers where created_at < now() - $1 * interval '1 hour'`, [
        KEEP_HOURS,
      ]),
    );
  }
}

const place = ({ tenantId, actor, key }: AnswerSlot): string => JSON.stringify([tenantId, actor, key]);
