import { Injectable } from '@nestjs/common';
import { KeyRing } from '../../../platform/crypto/index.js';
import { NO_TENANT, type Transaction } from '../../../platform/database/index.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { SealedValuesRepository, type SealedValue } from '../persistence/sealed-values.repository.js';
import { PURPOSE as CONTACT } from './partner-post.js';
import { PURPOSE as PAYOUT_METHOD } from './payout-methods.service.js';

export interface ResealReport {
  readonly looked: number;
  readonly resealed: number;
  readonly unreadable: number;
}

const AT_ONCE = 200;

/** After a change of the application's secret: contacts and payout methods under the new one. Repeatable at any time. */
@Injectable()
export class Reseal {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly values: SealedValuesRepository,
    private readonly keys: KeyRing,
  ) {}

  async run(): Promise<ResealReport> {
    const { values } = this;
    const parts = [
      await this.part(CONTACT, values.contacts.bind(values), values.saveContact.bind(values)),
      await this.part(PAYOUT_METHOD, values.payoutMethods.bind(values), values.savePayoutMethod.bind(values)),
    ];
    const sum = (of: keyof ResealReport) => parts.reduce((total, part) => total + part[of], 0);
    return { looked: sum('looked'), resealed: sum('resealed'), unreadable: sum('unreadable') };
  }

  private async part(
    purpose: string,
    read: (tx: Transaction, after: string, limit: number) => Promise<SealedValue[]>,
    save: (tx: Transaction, value: SealedValue) => Promise<void>,
  ): Promise<ResealReport> {
    let [looked, resealed, unreadable, after] = [0, 0, 0, NO_TENANT as string];
    for (let more = true; more;)
      await this.programme.office(async (tx) => {
        const lot = await read(tx, after, AT_ONCE);
        for (const { id, sealed } of lot) {
          const anew = this.anew(purpose, sealed, id);
          if (anew) await save(tx, { id, sealed: anew });
          if (anew) resealed += 1;
          if (anew === null) unreadable += 1;
          after = id;
        }
        looked += lot.length;
        more = lot.length === AT_ONCE;
      });
    return { looked, resealed, unreadable };
  }

  /** Null where no known secret opens it. */
  private anew(purpose: string, sealed: Buffer, id: string): Buffer | null | undefined {
    try {
      return this.keys.sealAnew(purpose, sealed, id);
    } catch {
      return null;
    }
  }
}
