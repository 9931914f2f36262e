import { Injectable } from '@nestjs/common';
import { Periodic } from '../queue/periodic.decorator.js';
import { MailStore } from './mail-store.js';

/** As long as done facts are kept: "did this mail go out?" is asked soon or never. */
const KEEP_DAYS = 30;
const BATCH = 1_000;
const HOUR_MS = 3_600_000;

/**
 * Mails go after a while, and with one that nobody could send what it says: it was given up weeks ago, and its links have
 * expired. What must not be mailed a second time later than that is remembered by whoever occasions it.
 */
@Injectable()
export class MailCleaner {
  constructor(private readonly store: MailStore) {}

  @Periodic({ name: 'mail-age', everyMs: HOUR_MS })
  async deleteOld(): Promise<void> {
    let deleted: number;
    do deleted = await this.store.deleteOld(KEEP_DAYS, BATCH);
    while (deleted === BATCH);
  }
}
