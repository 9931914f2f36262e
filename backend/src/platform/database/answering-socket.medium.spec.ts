import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { FaultProxy } from '../../../bench/lib/fault-proxy.mjs';
import { toAppError } from '../http/to-app-error.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { answeringSocket } from './answering-socket.js';

const WITHIN_MS = 500;
let database: TestDatabase;
let proxy: FaultProxy;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = new FaultProxy(() => Number(new URL(database.url).port));
  url.port = String(await proxy.open());
  const stream = () => answeringSocket(WITHIN_MS);
  pool = new pg.Pool({ connectionString: url.href, max: 1, stream });
  pool.on('error', () => undefined);
});
afterAll(async () => {
  await pool.end();
  await proxy.close();
  await database.drop();
});

describe('a connection to a server that is gone without a word', () => {
  it('is given up by who asks on it, and its place in the pool is free again', async () => {
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    proxy.lose();
    await expect(pool.query('select 2')).rejects.toThrow(/does not answer|terminated/);
    expect((await pool.query('select 3 as three')).rows).toEqual([{ three: 3 }]);
  });

  it('is given up also where nothing had been asked on it for a long time before', async () => {
    const client = await pool.connect();
    client.on('error', () => undefined);
    await client.query('select 1');
    await new Promise((resolve) => setTimeout(resolve, 3 * WITHIN_MS));
    proxy.lose();
    await expect(client.query('select 2')).rejects.toThrow(/does not answer|terminated/);
    client.release(true);
  });

  it('is no fault of ours: who asked is told to come again', async () => {
    await pool.query('select 1');
    proxy.lose();
    const error = await pool.query('select 2').then(Number, (thrown: Error) => thrown);
    expect(toAppError(error)).toMatchObject({ code: 'unavailable' });
    expect(toAppError(new QueryFailedError('select 2', [], error as Error))).toMatchObject({
      code: 'unavailable',
    });
  });

  it('is closed by who wants to end it', async () => {
    const client = await pool.connect();
    client.on('error', () => undefined);
    proxy.lose();
    client.release(true);
    expect((await pool.query('select 4 as four')).rows).toEqual([{ four: 4 }]);
  });
});

describe('a connection on which nothing is asked', () => {
  it('stays, however long nothing is said', async () => {
    const client = await pool.connect();
    let lost = false;
    client.on('error', () => (lost = true));
    await client.query('select 5');
    await new Promise((resolve) => setTimeout(resolve, 3 * WITHIN_MS));
    expect(lost).toBe(false);
    expect((await client.query('select 6 as six')).rows).toEqual([{ six: 6 }]);
    client.release();
  });
});
