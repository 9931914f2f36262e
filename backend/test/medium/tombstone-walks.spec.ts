import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { CallsModule } from '../../src/modules/calls/index.js';
import { CallerMarksRepository } from '../../src/modules/calls/persistence/caller-marks.repository.js';
import { ErasureBell } from '../../src/modules/privacy/application/erasure-bell.js';
import { tombstoneLine } from '../../src/modules/privacy/domain/tombstone.js';
import { PrivacyModule, Tombstones } from '../../src/modules/privacy/index.js';
import { ErasuresRepository } from '../../src/modules/privacy/persistence/erasures.repository.js';
import { CallerMarks, normalised } from '../../src/platform/caller-data/index.js';
import { newId } from '../../src/platform/crypto/index.js';
import { insertOverCall, overCall } from '../support/counted-calls.js';
import { createTenantTest, type TenantTest } from '../support/tenant-test.js';
import { waitFor } from '../support/wait-for.js';

const CALLS = 30;
const STRANGERS = 40;
/** The last asked for goes first, and most of them are not done. */
const DIES_AT = 10;
const SLOW = 60_000;
const NOW = Date.now();
const MINUTE_MS = 60_000;

let test: TenantTest;
let agentId: string;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule, PrivacyModule], { config: { ROLE: 'all' } });
  const agent = { name: 'Host', systemPrompt: 'Be kind.' };
  ({ id: agentId } = await test.app.get(AgentsFacade).create(test.tenant, agent));
});
afterAll(() => test.close());
beforeEach(async () => {
  // As in a backup of before there were marks: nobody has looked at these calls.
  for (const table of ['caller_erasures', 'calls']) await test.owner.query(`delete from ${table}`);
  for (let index = 0; index < CALLS; index += 1) await call('a stranger', 100 - index);
});
afterEach(() => void jest.restoreAllMocks());

/** A call in which somebody said this, so many minutes ago. */
async function call(said: string, minutesAgo: number): Promise<string> {
  const over = overCall(agentId, NOW - minutesAgo * MINUTE_MS);
  await insertOverCall(test.owner, test.tenant, over);
  await test.owner.query(
    `insert into turns (tenant_id, call_id, epoch, seq, turn, role, text, interrupted, started_at, ended_at)
     values ($1, $2, 1, 1, 1, 'user', $3, false, now(), now())`,
    [test.tenant, over.id, said],
  );
  return over.id;
}
/** A wish to be forgotten of so many minutes ago, as it lies beside a backup. */
function tombstone(email: string | undefined, minutesAgo: number): string {
  const marks = email
    ? test.app
        .get(CallerMarks, { strict: false })
        .all(test.tenant, { kind: 'email', value: normalised('email', email) ?? '' })
    : [randomBytes(32)];
  const askedAt = new Date(NOW - minutesAgo * MINUTE_MS);
  const id = newId(askedAt.getTime());
  return tombstoneLine({ tenantId: test.tenant, id, marks, knownBy: ['email'], askedAt });
}
const strangers = () => Array.from({ length: STRANGERS }, (_none, index) => tombstone(undefined, 50 - index));
/** How many calls were looked at since, each time that one was. */
function looks(): () => Promise<number> {
  const look = jest.spyOn(test.app.get(CallerMarksRepository, { strict: false }), 'look');
  return async () =>
    (await Promise.all(look.mock.results.map(({ value }) => value as Promise<string[]>))).flat().length;
}
const kept = async (id: string) =>
  (await test.owner.query('select from calls where id = $1 and erased_at is null', [id])).rowCount === 1;
const states = async () =>
  (
    await test.owner.query<{ state: string; count: number }>(
      'select state, count(*)::integer as count from caller_erasures group by state order by state',
    )
  ).rows;
const replay = (lines: readonly string[]) => test.app.get(Tombstones).replay(lines.join('\n'));

describe('tombstones that are held against a backup', () => {
  it('look at each call once, however many they are and in whatever order', async () => {
    const email = 'ana@plumage.example';
    const [before, after] = [await call(`Write to ${email}.`, 45), await call(`Write to ${email}.`, 5)];
    const looked = looks();
    const report = await replay([...strangers(), tombstone(email, 30), tombstone(undefined, 1)]);
    expect(report).toMatchObject({ tombstones: STRANGERS + 2, brought: STRANGERS + 2, calls: 1 });
    expect(await looked()).toBe(CALLS + 2);
    // Who called again after the wish is a new caller, though the walk for others went past that call.
    expect([await kept(before), await kept(after)]).toEqual([false, true]);
    expect(await states()).toEqual([{ state: 'done', count: STRANGERS + 2 }]);
    // Anew and no further: a backup may have come meanwhile.
    expect(await replay([])).toMatchObject({ tombstones: STRANGERS + 2, brought: 0, calls: 0 });
    expect(await looked()).toBe(2 * (CALLS + 2) - 1);
  });

  it(
    'are gone on with where the command breaks off, by the sweep as well, and look at no call again',
    async () => {
      const email = 'bea@plumage.example';
      const hers = await call(`Write to ${email}.`, 45);
      const looked = looks();
      const erasures = test.app.get(ErasuresRepository, { strict: false });
      const hold = erasures.hold.bind(erasures);
      let held = 0;
      const dying = jest.spyOn(erasures, 'hold').mockImplementation((...row) => {
        held += 1;
        return held === DIES_AT ? Promise.reject(new Error('the process died')) : hold(...row);
      });
      await expect(replay([...strangers(), tombstone(email, 40)])).rejects.toThrow('the process died');
      dying.mockRestore();
      const done = DIES_AT - 1;
      expect(await states()).toEqual([
        { state: 'done', count: done },
        { state: 'running', count: STRANGERS + 1 - done },
      ]);
      expect([await kept(hers), await looked()]).toEqual([true, CALLS + 1]);

      await test.owner.query(
        `update caller_erasures set worked_at = now() - interval '1 hour' where state = 'running'`,
      );
      await test.app.get(ErasureBell, { strict: false }).lookForStuck();
      await waitFor(async () => (await states()).every(({ state }) => state === 'done'), SLOW);
      expect([await kept(hers), await looked()]).toEqual([false, CALLS + 1]);
    },
    SLOW,
  );
});
