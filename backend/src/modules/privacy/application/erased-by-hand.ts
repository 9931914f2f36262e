import {
  CallerMarks,
  KeepsCallerData,
  type CallerData,
  type ForgetReason,
} from '../../../platform/caller-data/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { ErasuresRepository } from '../persistence/erasures.repository.js';

/** Of a call that somebody erased by hand a tombstone stays too, or a restored backup would bring it back. */
@KeepsCallerData()
export class ErasedByHand implements CallerData {
  readonly part = 'tombstones';

  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly marks: CallerMarks,
    private readonly clock: Clock,
  ) {}

  /** Tombstones tell nothing of a person, so there is nothing to give out. */
  ofCall(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Old calls are found again by their age, and those of a caller by the caller's own tombstone. */
  async forgetCalls(
    tx: Transaction,
    tenantId: TenantId,
    callIds: readonly string[],
    why: ForgetReason,
  ): Promise<void> {
    if (why !== 'hand') return;
    const at = this.clock.now();
    await this.erasures.insert(tx, tenantId, {
      id: newId(at.getTime()),
      marks: callIds.flatMap((id) => this.marks.allOfCall(tenantId, id)),
      knownBy: ['call'],
      state: 'done',
      askedAt: at,
      finishedAt: at,
      calls: callIds.length,
      records: 0,
    });
  }
}
