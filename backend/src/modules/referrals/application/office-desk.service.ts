import { Injectable } from '@nestjs/common';
import type {
  AdminConflict,
  AdminFlag,
  AdminPartner,
  AdminPartnersQuery,
  AdminPayout,
  AdminPayoutsQuery,
  Page,
} from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { idOfCursor, pageById } from '../../../platform/http/index.js';
import { digestOf } from '../domain/digest.js';
import { factSetOf } from '../domain/fact-set.js';
import { flagsIn, flagStateAt } from '../domain/flags.js';
import { severityOf } from '../domain/risk-rules.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { OfficeRepository, type PartnerRow } from '../persistence/office.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { toAdminPayout } from './payout.mapping.js';

/** What lies on the office's desk. */
@Injectable()
export class OfficeDesk {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly office: OfficeRepository,
    private readonly facts: FactsRepository,
    private readonly clock: Clock,
  ) {}

  partners({ limit, cursor, q, status }: AdminPartnersQuery): Promise<Page<AdminPartner>> {
    const before = idOfCursor(cursor);
    return this.programme.officeSnapshot(async (tx) => {
      const rows = await this.office.partners(tx, { text: q, status }, before, limit + 1);
      return pageById(rows, limit, ({ id }) => id, toAdminPartner);
    });
  }

  payouts({ limit, cursor, state }: AdminPayoutsQuery): Promise<Page<AdminPayout>> {
    const before = idOfCursor(cursor);
    return this.programme.officeSnapshot(async (tx) => {
      const rows = await this.office.payouts(tx, state, before, limit + 1);
      return pageById(rows, limit, ({ id }) => id, toAdminPayout);
    });
  }

  /** The newest; those that nobody confirmed expire after thirty days, so what is open is among them. */
  flags(): Promise<AdminFlag[]> {
    const now = this.clock.now().getTime();
    return this.programme.officeSnapshot(async (tx) => {
      const raised = await this.facts.ofType(tx, 'flag.raised');
      const decided = await this.facts.ofType(tx, 'flag.decided');
      return flagsIn(factSetOf([...raised, ...decided]).facts)
        .sort((a, b) => b.raisedAt - a.raisedAt)
        .map(({ id, partnerId, tenantId, rule, evidence, raisedAt, ...flag }) => ({
          ...{ id, partnerId, tenantId, rule, severity: severityOf(rule), evidence: { ...evidence } },
          state: flagStateAt({ id, partnerId, tenantId, rule, evidence, raisedAt, ...flag }, now),
          raisedAt: new Date(raisedAt).toISOString(),
        }));
    });
  }

  /** What came with two contents, and nobody has said which is true. */
  conflicts(): Promise<AdminConflict[]> {
    return this.programme.officeSnapshot(async (tx) => {
      const open = [];
      for (const key of await this.office.disputedKeys(tx)) {
        const { conflicts } = factSetOf(await this.facts.withChoices(tx, await this.facts.ofKey(tx, key)));
        open.push(...conflicts.filter(({ naturalKey }) => naturalKey === key));
      }
      return open.map(({ naturalKey, variants }) => ({
        id: conflictId(naturalKey),
        naturalKey,
        variants: variants.map((fact) => ({ digest: digestOf(fact), fact: { ...fact } })),
      }));
    });
  }
}

/** Natural keys hold characters that have no place in a path. */
export const conflictId = (naturalKey: string): string => Buffer.from(naturalKey).toString('base64url');
export const keyOfConflict = (id: string): string => Buffer.from(id, 'base64url').toString('utf8');

const toAdminPartner = ({ createdAt, ...partner }: PartnerRow): AdminPartner => ({
  ...partner,
  createdAt: createdAt.toISOString(),
});
