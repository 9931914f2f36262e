import { Injectable } from '@nestjs/common';
import type { CallerKnownBy } from '@orbisvoice/contracts';
import { forgetLoose } from '../../../platform/caller-data/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { CallerCalls, CallErasure } from '../../calls/index.js';
import { AuditLog } from '../../tenants/index.js';
import type { ErasureWork } from '../domain/erasure.js';
import { ErasuresRepository } from '../persistence/erasures.repository.js';
import { CallerRecords } from './caller-records.js';

/** So many calls at a time that one transaction stays short. */
export const ERASURE_BATCH = 100;

/** Carries an erasure out, a piece at a time. A piece that is done twice changes nothing the second time. */
@Injectable()
export class ErasureWorks {
  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly calls: CallerCalls,
    private readonly callErasure: CallErasure,
    private readonly records: CallerRecords,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** True once nothing is left to do. */
  async step(tx: Transaction, tenantId: TenantId, id: string): Promise<boolean> {
    const work = await this.erasures.hold(tx, tenantId, id);
    if (!work) return true;
    const at = this.clock.now();
    const until = work.askedAt;
    const { lookedUntil, complete } = await this.calls.catchUp(tx, tenantId, {
      after: work.lookedUntil,
      until,
    });
    const found = complete
      ? await this.calls.find(tx, tenantId, work.marks, { after: null, until, take: ERASURE_BATCH })
      : [];
    const calls = await this.callErasure.ofCaller(tx, tenantId, found);
    await this.erasures.progress(tx, tenantId, id, { lookedUntil, calls, at });
    if (!complete || found.length === ERASURE_BATCH) return false;
    await this.finish(tx, tenantId, work, at);
    return true;
  }

  /** A call that ended, or got another word, after its caller had wished to be forgotten goes at once. */
  async afterCall(tx: Transaction, tenantId: TenantId, callId: string): Promise<void> {
    const marked = await this.calls.mark(tx, tenantId, callId);
    if (!marked) return;
    if (await this.erasures.covers(tx, tenantId, marked.marks, marked.createdAt))
      await this.callErasure.ofCaller(tx, tenantId, [callId]);
  }

  private async finish(tx: Transaction, tenantId: TenantId, work: ErasureWork, at: Date): Promise<void> {
    const records = work.knownBy.some(isTold) ? await this.forgetRecords(tx, tenantId, work) : 0;
    await this.erasures.finish(tx, tenantId, work.id, { records, at });
    await this.audit.record(tx, tenantId, {
      actor: { kind: 'system' },
      action: 'caller.erased',
      targetType: 'caller_erasure',
      targetId: work.id,
    });
  }

  private async forgetRecords(
    tx: Transaction,
    tenantId: TenantId,
    { marks, askedAt }: ErasureWork,
  ): Promise<number> {
    let records = 0;
    for await (const found of this.records.find(tx, tenantId, marks, askedAt))
      records += await forgetLoose(found.keeper, tx, tenantId, found.records);
    return records;
  }
}

/** Outside of calls nobody is known by the site's own id, nor by that of a call: there is nothing to read through. */
const isTold = (kind: CallerKnownBy): boolean => kind === 'email' || kind === 'phone';
