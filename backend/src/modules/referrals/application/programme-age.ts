import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import { ClicksRepository } from '../persistence/clicks.repository.js';
import { PartnerAccessRepository } from '../persistence/partner-access.repository.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { SignsRepository } from '../persistence/signs.repository.js';

const DAY_MS = 86_400_000;
/** The day of a key and the one after it: nobody recognises a visitor for longer than 48 hours. */
const KEEP_KEYS_MS = DAY_MS;
/** As long as keys: browsers are compared for the day itself and the one beside it. */
const KEEP_DEVICES_MS = 2 * DAY_MS;
const KEEP_NETWORKS_MS = 30 * DAY_MS;
const KEEP_CLICKS_MS = 90 * DAY_MS;
const KEEP_SIGNS_MS = 180 * DAY_MS;

/** What is known about people gets less with time. Facts and the ledger stay, as bookkeeping wants them. */
@Injectable()
export class ProgrammeAge {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly clicks: ClicksRepository,
    private readonly signs: SignsRepository,
    private readonly access: PartnerAccessRepository,
    private readonly partners: PartnersRepository,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    const before = (ms: number) => new Date(now.getTime() - ms);
    const steps: ((tx: Transaction) => Promise<void>)[] = [
      (tx) => this.clicks.forgetKeys(tx, before(KEEP_KEYS_MS)),
      (tx) => this.clicks.forgetDevices(tx, before(KEEP_DEVICES_MS)),
      (tx) => this.signs.forgetBefore(tx, ['device'], before(KEEP_KEYS_MS)),
      (tx) => this.clicks.forgetNetworks(tx, before(KEEP_NETWORKS_MS)),
      (tx) => this.partners.forgetNetworks(tx, before(KEEP_NETWORKS_MS)),
      (tx) => this.signs.forgetBefore(tx, ['network'], before(KEEP_NETWORKS_MS)),
      (tx) => this.clicks.sumUp(tx, before(KEEP_CLICKS_MS)),
      (tx) => this.signs.forgetBefore(tx, ['company', 'disposable'], before(KEEP_SIGNS_MS)),
      (tx) => this.access.forgetOld(tx, now),
    ];
    for (const step of steps) await this.programme.office(step);
  }
}
