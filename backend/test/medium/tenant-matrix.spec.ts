import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import request from 'supertest';
import { switchFiltersOff } from '../support/tenant-matrix/filters-off.js';
import {
  ADMINS_ONLY,
  FOREIGN_REQUESTS,
  NO_FOREIGN_ID,
  STREAMS,
  type Door,
  type ForeignRequest,
} from '../support/tenant-matrix/foreign-requests.js';
import { ORIGIN, settle, type Belonging, type Household } from '../support/tenant-matrix/household.js';
import { documentedOperations, splitOperation, type Operation } from '../support/tenant-matrix/operations.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

// Every operation of the API document, asked by one team for what belongs to another, and for what belongs to nobody.
const MARK = 'canary-of-the-other-team';
const OPERATIONS = documentedOperations();

let test: TestApp;
let database: pg.Client;
let mine: Household;
let theirs: Household;
beforeAll(async () => {
  const config = { ROLE: 'api', AUTH_ATTEMPTS_PER_MINUTE: '10000' } as const;
  test = await createTestApp({ config });
  database = new pg.Client({ connectionString: test.database.url });
  await database.connect();
  mine = await settle(test, database, 'mine');
  theirs = await settle(test, database, MARK);
});
afterAll(async () => {
  await database.end();
  await test.close();
});

const DOORS: Door[] = ['owner', 'member', 'secret key', 'restricted key', 'publishable key', 'nobody'];

function through(door: Door) {
  if (door === 'owner') return mine.owner.agent;
  if (door === 'member') return mine.member.agent;
  const keys = { 'secret key': mine.secretKey, 'restricted key': mine.restrictedKey };
  const agent = request.agent(test.url).set('origin', ORIGIN);
  if (door === 'nobody') return agent;
  const key = door === 'publishable key' ? mine.publishableKey : keys[door];
  return agent.set('authorization', `Bearer ${key}`);
}

/** What an answer gives away, without what differs by the request itself. */
interface Told {
  status: number;
  body: string;
  headers: string[];
}

async function ask(
  door: Door,
  operation: Operation,
  wish: ForeignRequest,
  ids: Household['ids'],
): Promise<Told> {
  const { method, path } = splitOperation(operation);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const param = wish.params?.[name];
    if (!param) throw new Error(`${operation}: nothing stands for {${name}}`);
    if ('text' in param) return param.text;
    return 'own' in param ? mine.ids[param.own] : ids[param.foreign];
  });
  const query = Object.fromEntries(Object.entries(wish.query ?? {}).map(([name, kind]) => [name, ids[kind]]));
  const sent = through(door)[method](filled).query(query);
  const { status, text, headers } = await (wish.body ? sent.send(wish.body(ids)) : sent);
  const secretive = Object.values(ids).reduce((body, id) => body.replaceAll(id, '<id>'), text);
  const body = secretive.replace(/"requestId":"[^"]*"/, '');
  const names = Object.keys(headers).filter((name) => !/^(x-)?ratelimit|^content-length$|^date$/.test(name));
  return { status, body, headers: names.sort() };
}

/** Everything that the other team has, in one figure. */
async function digest(): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const hash = createHash('sha256');
  for (const { name } of rows) {
    const held = `select to_jsonb(t) - 'last_used_at' as row from ${name} t where tenant_id = $1 order by 1`;
    hash.update(JSON.stringify((await database.query(held, [theirs.tenant])).rows));
  }
  return hash.digest('hex');
}

const nobodys = (): Record<Belonging, string> =>
  Object.fromEntries(
    Object.keys(theirs.ids).map((kind) => [
      kind,
      crypto.randomUUID().replace(/^.{14}./, (id) => id.slice(0, 14) + '7'),
    ]),
  ) as Record<Belonging, string>;
const malformed = (): Record<Belonging, string> =>
  Object.fromEntries(Object.keys(theirs.ids).map((kind) => [kind, 'not-an-id'])) as Record<Belonging, string>;

const CASES = Object.entries(FOREIGN_REQUESTS).flatMap(([operation, wishes]) =>
  wishes.map((wish, place) => ({ operation: operation as Operation, wish, place })),
);

it('knows of every operation whether an id of another team can stand in it', () => {
  const known = new Set([...Object.keys(FOREIGN_REQUESTS), ...Object.keys(NO_FOREIGN_ID), ...STREAMS]);
  expect(OPERATIONS.filter((one) => !known.has(one) && !ADMINS_ONLY.test(one))).toEqual([]);
  expect([...known].filter((one) => !OPERATIONS.includes(one as Operation))).toEqual([]);
});

describe.each(['with the filters of the application', 'by row-level security alone'])('%s', (wall) => {
  let filters: ReturnType<typeof switchFiltersOff> | undefined;
  beforeAll(() => {
    if (wall.startsWith('by')) filters = switchFiltersOff();
  });
  afterAll(() => filters?.restore());

  it.each(CASES)(
    '$operation tells nothing about what another team has (place $place)',
    async ({ operation, wish }) => {
      const before = await digest();
      for (const door of DOORS) {
        const foreign = await ask(door, operation, wish, theirs.ids);
        expect([door, foreign]).toEqual([door, await ask(door, operation, wish, nobodys())]);
        expect(foreign.body).not.toContain(MARK);
        const odd = await ask(door, operation, wish, malformed());
        expect([door, odd.status < 500]).toEqual([door, true]);
        if (door === 'nobody') expect(foreign.status).toBe(401);
        else if (door === (wish.door ?? 'owner')) expect(foreign.status).toBe(wish.answer ?? 404);
        else expect([wish.answer ?? 404, 401, 403, 404]).toContain(foreign.status);
      }
      expect(await digest()).toBe(before);
    },
  );

  it.each(OPERATIONS.filter((one) => one.startsWith('GET') && !one.includes('{') && !STREAMS.includes(one)))(
    '%s shows nothing of another team',
    async (operation) => {
      for (const door of DOORS) {
        const { text } = await through(door).get(splitOperation(operation).path).redirects(0);
        for (const secret of [MARK, ...Object.values(theirs.ids)]) expect(text ?? '').not.toContain(secret);
      }
    },
  );

  it('was tried on statements that had lost their filter', () => {
    if (filters) expect(filters.lost()).toBeGreaterThan(100);
  });
});

it.each(OPERATIONS.filter((one) => ADMINS_ONLY.test(one)))(
  '%s is closed to every team',
  async (operation) => {
    const { method, path } = splitOperation(operation);
    for (const door of DOORS) {
      const { status } = await through(door)[method](path.replace(/\{\w+\}/g, theirs.ids.call));
      expect([door, [401, 403].includes(status)]).toEqual([door, true]);
    }
  },
);
