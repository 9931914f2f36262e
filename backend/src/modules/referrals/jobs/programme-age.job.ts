import { Injectable } from '@nestjs/common';
import { Periodic } from '../../../platform/queue/index.js';
import { ProgrammeAge } from '../application/programme-age.js';

@Injectable()
export class ProgrammeAgeJob {
  constructor(private readonly age: ProgrammeAge) {}

  @Periodic({ name: 'referral-age', everyMs: 3_600_000 })
  run(): Promise<void> {
    return this.age.run();
  }
}
