import { Injectable } from '@nestjs/common';
import { Periodic } from '../../../platform/queue/index.js';
import { MailRounds } from '../application/mail-rounds.js';

@Injectable()
export class MailRoundsJob {
  constructor(private readonly rounds: MailRounds) {}

  @Periodic({ name: 'referral-mail-rounds', everyMs: 600_000 })
  run(): Promise<void> {
    return this.rounds.run();
  }
}
