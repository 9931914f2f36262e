import { Injectable } from '@nestjs/common';
import { Periodic } from '../../../platform/queue/index.js';
import { ToolLedger } from '../application/tool-ledger.js';

const HOUR_MS = 3_600_000;

@Injectable()
export class LedgerAgeJob {
  constructor(private readonly ledger: ToolLedger) {}

  @Periodic({ name: 'tool-invocations-age', everyMs: HOUR_MS })
  async run(): Promise<void> {
    await this.ledger.deleteOld();
  }
}
