import { Injectable } from '@nestjs/common';
import { Periodic } from '../queue/periodic.decorator.js';
import { OutboxStore } from './outbox-store.js';

const KEEP_DAYS = 30;
const BATCH = 1_000;
const EVERY_MS = 600_000;

/** Done facts are kept for a while, to answer "did this happen?", and then go. */
@Injectable()
export class OutboxCleaner {
  constructor(private readonly store: OutboxStore) {}

  @Periodic({ name: 'outbox-age', everyMs: EVERY_MS })
  async deleteOld(): Promise<void> {
    let deleted: number;
    do deleted = await this.store.deleteDone(KEEP_DAYS, BATCH);
    while (deleted === BATCH);
  }
}
