import { Injectable } from '@nestjs/common';
import type { CallerErasure, CallerFound, CallerQuestion, Page, PageQuery } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import { CallerCalls } from '../../calls/index.js';
import type { AuditActor } from '../../tenants/index.js';
import type { ErasureRecord } from '../domain/erasure.js';
import { ErasuresRepository } from '../persistence/erasures.repository.js';
import { CallerRecords } from './caller-records.js';
import { ErasureBell } from './erasure-bell.js';
import { toErasure } from './erasure.mapping.js';

/** Wishes of callers to be forgotten, as the team passes them on. */
@Injectable()
export class CallerErasures {
  constructor(
    private readonly database: TenantDatabase,
    private readonly erasures: ErasuresRepository,
    private readonly bell: ErasureBell,
    private readonly records: CallerRecords,
    private readonly calls: CallerCalls,
    private readonly clock: Clock,
  ) {}

  /** How much an erasure would take if it were asked for now. */
  search(tenantId: TenantId, question: CallerQuestion): Promise<CallerFound> {
    const { marks } = this.records.marked(tenantId, question);
    const now = this.clock.now();
    return this.database.withTenant(tenantId, async (tx) => {
      const calls = await this.calls.count(tx, tenantId, marks, now);
      let records = 0;
      for await (const found of this.records.find(tx, tenantId, marks, now)) records += found.records.length;
      return { calls, records };
    });
  }

  ask(tenantId: TenantId, actor: AuditActor, question: CallerQuestion): Promise<CallerErasure> {
    const askedAt = this.clock.now();
    const erasure: ErasureRecord = {
      id: newId(askedAt.getTime()),
      ...this.records.marked(tenantId, question),
      state: 'running',
      askedAt,
      finishedAt: null,
      calls: 0,
      records: 0,
    };
    return this.database.withTenant(tenantId, async (tx) => {
      await this.erasures.insert(tx, tenantId, erasure);
      await this.bell.open(tx, tenantId, actor, erasure.id);
      return toErasure(erasure);
    });
  }

  list(tenantId: TenantId, { limit, cursor }: PageQuery): Promise<Page<CallerErasure>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) =>
      pageById(await this.erasures.page(tx, tenantId, before, limit + 1), limit, (row) => row.id, toErasure),
    );
  }

  get(tenantId: TenantId, id: string): Promise<CallerErasure> {
    return this.database.withTenant(tenantId, async (tx) => {
      const row = await this.erasures.find(tx, tenantId, id);
      if (!row) throw new AppError('not_found');
      return toErasure(row);
    });
  }
}
