import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { Clock } from '../../platform/clock/clock.js';
import { KeyRing } from '../../platform/crypto/index.js';
import { RelayDatabase, TenantDatabase, type TenantId } from '../../platform/database/index.js';
import { KeyRewrap, TenantVault, type SecretPlace, type SealedSecret } from '../../platform/vault/index.js';
import { ToolsModule } from './index.js';

const NEW_SECRET = 'a new secret for the whole application';
const VALUE = 'sk-canary-123456';

let test: TenantTest;
let toolId: string;
beforeAll(async () => {
  test = await createTenantTest([ToolsModule], { config: { ROLE: 'api' } });
  const http = { method: 'GET', url: 'https://api.example.com/', secretNames: ['KEY'] };
  toolId = (await test.send('POST', '/tools', { name: 'look', description: 'x', kind: 'http', http })).body
    .id;
  await test.send('PUT', `/tools/${toolId}/secrets`, { KEY: VALUE });
  await sealed(test.neighbour);
});
afterAll(() => test.close());

/** The vault as a process has it that was started with these secrets. */
function vaultOf(appSecret: string, ...previousAppSecrets: string[]) {
  const keys = new KeyRing({ ...test.config, appSecret, previousAppSecrets });
  const vault = new TenantVault(keys, test.app.get(Clock));
  const rewrap = new KeyRewrap(test.app.get(TenantDatabase), test.app.get(RelayDatabase), vault);
  return { vault, rewrap };
}
const place = (): SecretPlace => ['tool_secrets', toolId, 'KEY'];
const inTenant = <T>(work: Parameters<TenantDatabase['withTenant']>[1], tenant = test.tenant) =>
  test.app.get(TenantDatabase).withTenant(tenant, work) as Promise<T>;

/** What the table holds for the tool, read by this vault. */
const read = (vault: TenantVault) =>
  inTenant<string>(async (tx) => {
    const [row] = await tx.query<SealedSecret[]>(
      'select key_id as "keyId", sealed from tool_secrets where tool_id = $1',
      [toolId],
    );
    if (!row) throw new Error('the secret is gone');
    return vault.open(tx, test.tenant, place(), row);
  });
const sealed = (tenant: TenantId) =>
  inTenant((tx) => test.app.get(TenantVault).seal(tx, tenant, ['other', 'row'], 'theirs'), tenant);
const wrappers = async () =>
  (await test.owner.query('select distinct wrapping_key from tenant_data_keys')).rows.length;

describe('after a change of APP_SECRET', () => {
  it('secrets are read by the former one where it is named, and by no other', async () => {
    expect(await read(vaultOf(NEW_SECRET, 'never used', test.config.appSecret).vault)).toBe(VALUE);
    await expect(read(vaultOf(NEW_SECRET).vault)).rejects.toThrow('PREVIOUS_APP_SECRETS');
  });

  it('a data key whose secret nobody knows is told of by name, and left as it is', async () => {
    const { rewrap } = vaultOf(NEW_SECRET);
    const before = await test.owner.query('select * from tenant_data_keys order by id');
    const { rewrapped, unreadable } = await rewrap.run();
    expect(rewrapped).toBe(0);
    expect(Object.values(unreadable)).toEqual([2]);
    expect(Object.keys(unreadable)[0]).toBe(before.rows[0]?.wrapping_key);
    expect((await test.owner.query('select * from tenant_data_keys order by id')).rows).toEqual(before.rows);
  });

  it('every team’s data key is sealed under the new one, once, beside a product that writes', async () => {
    const { rewrap, vault } = vaultOf(NEW_SECRET, test.config.appSecret);
    const writing = Promise.all(Array.from({ length: 20 }, () => sealed(test.tenant).catch(() => undefined)));
    const runs = await Promise.all([rewrap.run(), rewrap.run()]);
    await writing;
    expect(runs.reduce((sum, { rewrapped }) => sum + rewrapped, 0)).toBe(2);
    expect(await rewrap.run()).toEqual({ teams: 0, rewrapped: 0, unreadable: {} });
    expect(await wrappers()).toBe(1);
    expect(await read(vault)).toBe(VALUE);
  });

  it('the former secret opens nothing any more, and the new one needs no help', async () => {
    expect(await read(vaultOf(NEW_SECRET).vault)).toBe(VALUE);
    await expect(read(vaultOf(test.config.appSecret).vault)).rejects.toThrow('another APP_SECRET');
  });
});
