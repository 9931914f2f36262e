import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { CallEnding, FinaliseOutcome } from '../domain/call-log.js';
import { CallLogRepository, type OwnedCall } from '../persistence/call-log.repository.js';
import { CallResumptionsRepository } from '../persistence/call-resumptions.repository.js';

/** The one way in which a call ends, whether its gateway ends it or the sweep gives it up. */
@Injectable()
export class CallEnds {
  constructor(
    private readonly log: CallLogRepository,
    private readonly resumptions: CallResumptionsRepository,
    private readonly outbox: Outbox,
  ) {}

  async end(tx: Transaction, call: OwnedCall, ending: CallEnding): Promise<FinaliseOutcome> {
    const { tenantId, callId } = call;
    const ended = await this.log.end(tx, call, ending);
    if (ended === undefined) return (await this.log.isEnded(tx, call)) ? 'already_ended' : 'stale';
    await this.resumptions.remove(tx, call);
    await this.outbox.append(tx, tenantId, 'call.ended', { callId, ...ended }, callId, ending.trace);
    return 'finalised';
  }
}
