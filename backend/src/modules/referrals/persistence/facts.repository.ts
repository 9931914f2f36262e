import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { digestOf } from '../domain/digest.js';
import { tiesOf } from '../domain/dossier.js';
import { factSetOf, type FactSet } from '../domain/fact-set.js';
import { Fact, type FactOf, type FactType } from '../domain/fact.js';
import { naturalKey } from '../domain/natural-key.js';
import { ofKey, ofTenant, subjectsOf } from '../domain/subjects.js';

/** Not by their array of subjects: behind row-level security no index answers for what overlaps. */
const ABOUT = (subjects: string): string =>
  `id in (select fact_id from referral_fact_subjects where subject = any(${subjects}::text[]))`;

/** Everything that was ever reported, each different thing once; never changed and never removed. */
@Injectable()
export class FactsRepository {
  /** False where exactly this was known. */
  async insert(tx: EntityManager, fact: Fact, source: string, receivedAt: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into referral_facts (natural_key, digest, type, at, subjects, body, source, received_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
      [
        naturalKey(fact),
        digestOf(fact),
        fact.type,
        new Date(fact.at),
        subjectsOf(fact),
        JSON.stringify(fact),
        source,
        receivedAt,
      ],
    );
    return rows.length > 0;
  }

  async ofKey(tx: EntityManager, key: string): Promise<Fact[]> {
    return read(await tx.query('select body from referral_facts where natural_key = $1', [key]));
  }

  async about(tx: EntityManager, subjects: readonly string[]): Promise<Fact[]> {
    if (subjects.length === 0) return [];
    return read(await tx.query(`select body from referral_facts where ${ABOUT('$1')}`, [subjects]));
  }

  async ofType<T extends FactType>(tx: EntityManager, type: T): Promise<FactOf<T>[]> {
    const rows = await tx.query('select body from referral_facts where type = $1 order by at, id', [type]);
    return read(rows) as FactOf<T>[];
  }

  /** The facts about one team and those tied to them: what `evaluateReferral` looks at. */
  async dossierOf(tx: EntityManager, tenantId: string): Promise<FactSet> {
    const own = await this.about(tx, [ofTenant(tenantId)]);
    return factSetOf(await this.withChoices(tx, [...own, ...(await this.about(tx, tiesOf(own)))]));
  }

  /** Adds what else was said under the same keys, and what people decided about it. */
  async withChoices(tx: EntityManager, facts: readonly Fact[]): Promise<Fact[]> {
    const keys = [...new Set(facts.map(naturalKey))];
    const rows = await tx.query<{ body: unknown }[]>(
      `select body from referral_facts where natural_key = any($1)
       union all select body from referral_facts where ${ABOUT('$2')}`,
      [keys, keys.map(ofKey)],
    );
    return read(rows);
  }

  /** All facts, a page at a time, in the order in which they came. */
  async *all(tx: EntityManager, pageSize = 2_000): AsyncGenerator<Fact> {
    for (let after = 0; ;) {
      const rows = await tx.query<{ id: number; body: unknown }[]>(
        'select id, body from referral_facts where id > $1 order by id limit $2',
        [after, pageSize],
      );
      yield* read(rows);
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) return;
      after = last.id;
    }
  }
}

const read = (rows: readonly { body: unknown }[]): Fact[] => rows.map(({ body }) => Fact.parse(body));
