import { Injectable } from '@nestjs/common';
import {
  TERMS_NOTICE_DAYS,
  type Page,
  type PublishReferralTerms,
  type ReferralAgreement,
  type ReferralAgreementsQuery,
  type ReferralTermsVersion,
} from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import { AuditLog } from '../../tenants/index.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { takeTurns } from '../persistence/locks.js';
import { OfficeRepository } from '../persistence/office.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import type { Operator } from './operator.js';

const DAY_MS = 86_400_000;

/** New terms are a new version, ahead of time; those in force and of the past are never touched. */
@Injectable()
export class TermsDesk {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly directory: DirectoryRepository,
    private readonly office: OfficeRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  list(): Promise<ReferralTermsVersion[]> {
    return this.programme.officeSnapshot((tx) => this.office.termsVersions(tx));
  }

  /** Nothing for a version that there is not. */
  agreements({ version, limit, cursor }: ReferralAgreementsQuery): Promise<Page<ReferralAgreement>> {
    const before = idOfCursor(cursor);
    return this.programme.officeSnapshot(async (tx) => {
      const rows = await this.office.agreements(tx, version, before, limit + 1);
      return pageById(
        rows,
        limit,
        ({ partnerId }) => partnerId,
        (row) => row,
      );
    });
  }

  publish(
    operator: Operator,
    { settings, effectiveFrom, reason }: PublishReferralTerms,
  ): Promise<ReferralTermsVersion> {
    return this.programme.office(async (tx) => {
      await takeTurns(tx, ['terms']);
      const now = this.clock.now();
      const from = Date.parse(effectiveFrom);
      const known = await this.directory.terms(tx);
      const earliest = Math.max(
        now.getTime() + TERMS_NOTICE_DAYS * DAY_MS,
        ...known.map((terms) => terms.effectiveFrom + 1),
      );
      if (from < earliest)
        throw new AppError('unprocessable', {
          details: [
            { path: 'effectiveFrom', message: `must not be before ${new Date(earliest).toISOString()}` },
          ],
        });
      const version = Math.max(0, ...known.map((terms) => terms.version)) + 1;
      const terms = { ...settings, version, effectiveFrom: from };
      await this.directory.addTerms(tx, terms, { at: now, actorId: operator.userId, reason });
      await this.audit.record(tx, operator.tenantId, {
        actor: { kind: 'user', id: operator.userId },
        action: 'referral_terms.published',
        targetType: 'referral_terms',
        targetId: String(version),
      });
      return {
        version,
        effectiveFrom: new Date(from).toISOString(),
        settings,
        publishedAt: now.toISOString(),
        reason,
        agreements: 0,
      };
    }, operator.tenantId);
  }
}
