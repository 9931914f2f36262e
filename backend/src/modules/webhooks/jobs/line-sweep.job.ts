import { Injectable } from '@nestjs/common';
import { Periodic } from '../../../platform/queue/index.js';
import { LineSweep } from '../application/line-sweep.service.js';

const HOUR_MS = 3_600_000;

@Injectable()
export class LineSweepJob {
  constructor(private readonly sweep: LineSweep) {}

  @Periodic({ name: 'webhook-lines', everyMs: 2_000 })
  async ring(): Promise<void> {
    await this.sweep.ring();
  }

  @Periodic({ name: 'webhook-log-age', everyMs: HOUR_MS })
  async deleteOld(): Promise<void> {
    await this.sweep.deleteOld();
  }
}
