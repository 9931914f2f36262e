import pg from 'pg';
import { FactIntake } from '../../src/modules/referrals/application/fact-intake.js';
import type { Fact } from '../../src/modules/referrals/domain/fact.js';
import { ProgrammeDatabase } from '../../src/modules/referrals/persistence/programme-database.js';
import { Browser, mailedToken } from './browser.js';
import { createTestApp, type TestApp } from './test-app.js';
import type { TestEnvironment } from './test-database.js';

const ADMIN = 'office@example.com';

/** The whole product with somebody of the programme's office signed in. */
export interface ReferralOffice {
  readonly test: TestApp;
  /** The database as its owner, past every wall. */
  readonly owner: pg.Client;
  readonly office: Browser;
  /** A provider of the application. */
  part<T>(token: abstract new (...args: never[]) => T): T;
  /** Hands facts in as a billing system would, in one transaction. */
  bill(...facts: readonly Fact[]): Promise<void>;
  /** Does what nobody but the owner of the machine can do: changes history. */
  tamper(sql: string): Promise<void>;
  close(): Promise<void>;
}

export async function createReferralOffice(config: TestEnvironment = {}): Promise<ReferralOffice> {
  const test = await createTestApp({ config: { PLATFORM_ADMINS: ADMIN, ...config } });
  const owner = new pg.Client({ connectionString: test.database.url });
  owner.on('error', () => undefined);
  await owner.connect();
  const office = new Browser(test.url);
  await office.signup({ email: ADMIN });
  await office.post('/auth/verify-email', { token: await mailedToken(test, ADMIN, 'Confirm your e-mail') });
  const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });
  return {
    test,
    owner,
    office,
    part,
    bill: (...facts) =>
      part(ProgrammeDatabase).office(async (tx) => {
        for (const fact of facts) await part(FactIntake).take(tx, fact, 'billing:acme');
      }),
    tamper: async (sql) => {
      await owner.query('set session_replication_role = replica');
      try {
        await owner.query(sql);
      } finally {
        await owner.query('set session_replication_role = origin');
      }
    },
    close: async () => {
      await owner.end();
      await test.close();
    },
  };
}
