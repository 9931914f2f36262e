import { Injectable } from '@nestjs/common';
import { Periodic } from '../../../platform/queue/index.js';
import { AuditChain } from '../application/audit-chain.service.js';

@Injectable()
export class AuditChainJob {
  constructor(private readonly chain: AuditChain) {}

  @Periodic({ name: 'audit-chain', everyMs: 10_000 })
  run(): Promise<void> {
    return this.chain.link();
  }
}
