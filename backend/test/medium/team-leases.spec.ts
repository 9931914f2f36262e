import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEASE_MS, leaseEndAt, stateAt } from '../../src/modules/privacy/domain/team-export.js';
import { PrivacyModule } from '../../src/modules/privacy/index.js';
import { TeamExportsRepository } from '../../src/modules/privacy/persistence/team-exports.repository.js';
import { newId } from '../../src/platform/crypto/index.js';
import { TenantDatabase, type Transaction } from '../../src/platform/database/index.js';
import { makeTenant } from '../support/identity-double.js';
import { createTenantTest, type TenantTest } from '../support/tenant-test.js';

const EXPORTS = 3;
const START = Date.parse('2026-03-01T12:00:00Z');
const NOTHING = { records: 0, bytes: 0 };

let test: TenantTest;
beforeAll(async () => {
  test = await createTenantTest([PrivacyModule], { config: { ROLE: 'api' } });
});
afterAll(() => test.close());

/** What may happen to the exports of a team, to any of the downloads that were ever begun. */
const anyStep = fc.oneof(
  fc.record({ what: fc.constant('begin' as const), which: fc.nat(EXPORTS - 1) }),
  fc.record({ what: fc.constant('renew' as const), which: fc.nat(40) }),
  fc.record({ what: fc.constantFrom('done' as const, 'broken' as const), which: fc.nat(40) }),
  fc.record({ what: fc.constant('pass' as const), which: fc.integer({ min: 1, max: LEASE_MS * 1.5 }) }),
);

interface Modelled {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'broken';
  number: number;
  workedAt: number;
}

it('an export is held by its newest download while that renews, and by nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 30 }), async (steps) => {
      const tenant = await makeTenant(test.owner);
      const within = <T>(work: (tx: Transaction) => Promise<T>) =>
        test.app.get(TenantDatabase).withTenant(tenant, work);
      const exports = test.app.get(TeamExportsRepository, { strict: false });
      let now = START;
      const model: Modelled[] = [];
      for (let index = 0; index < EXPORTS; index += 1) {
        const one = { id: newId(START + index), state: 'waiting', number: 0, workedAt: 0 } as const;
        model.push({ ...one });
        await within((tx) =>
          exports.insert(tx, tenant, { id: one.id, askedBy: tenant, askedAt: new Date(START) }),
        );
      }
      const held = (one: Modelled) => one.state === 'running' && one.workedAt > now - LEASE_MS;
      const downloads: { id: string; number: number }[] = [];

      for (const { what, which } of steps) {
        if (what === 'pass') {
          now += which;
          continue;
        }
        const at = new Date(now);
        if (what === 'begin') {
          const one = model[which]!;
          const may = !model.some((other) => other !== one && held(other));
          const number = await within(async (tx) => {
            await exports.breakLapsed(tx, tenant, leaseEndAt(at));
            return exports.begin(tx, tenant, one.id, at);
          });
          expect(number).toBe(may ? one.number + 1 : undefined);
          for (const other of model) if (other.state === 'running' && !held(other)) other.state = 'broken';
          if (number === undefined) continue;
          Object.assign(one, { state: 'running', number, workedAt: now });
          downloads.push({ id: one.id, number });
          continue;
        }
        const download = downloads[which % Math.max(1, downloads.length)];
        const one = model.find(({ id }) => id === download?.id);
        if (!download || !one) continue;
        const newest = one.number === download.number;
        if (what === 'renew') {
          const renewed = await within((tx) => exports.renew(tx, tenant, download, NOTHING, at));
          expect(renewed).toBe(newest && one.state === 'running');
          if (renewed) one.workedAt = now;
        } else {
          await within((tx) => exports.end(tx, tenant, download, what, NOTHING, at));
          if (newest && one.state !== 'done') Object.assign(one, { state: what, workedAt: now });
        }
      }

      const rows = await within((tx) => exports.page(tx, tenant, undefined, EXPORTS));
      for (const one of model)
        expect(
          stateAt(
            rows.find(({ id }) => id === one.id)!,
            new Date(now),
          ),
        ).toBe(one.state === 'running' && !held(one) ? 'broken' : one.state);
      expect(rows.filter((row) => stateAt(row, new Date(now)) === 'running').length).toBeLessThan(2);
    }),
    { numRuns: 40 },
  );
}, 120_000);
