import { Injectable } from '@nestjs/common';
import { Periodic } from '../../../platform/queue/index.js';
import { OrphanSweep } from '../application/orphan-sweep.service.js';

@Injectable()
export class OrphanSweepJob {
  constructor(private readonly sweep: OrphanSweep) {}

  @Periodic({ name: 'orphan-sweep', everyMs: 5_000 })
  run(): Promise<void> {
    return this.sweep.run();
  }
}
