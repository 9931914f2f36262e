import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallSession } from '@orbisvoice/contracts';
import pg from 'pg';
import { newId } from '../../src/platform/crypto/index.js';
import { DOORS, newCallSession, through, type Door } from '../support/tenant-matrix/doors.js';
import { switchFiltersOff } from '../support/tenant-matrix/filters-off.js';
import {
  ADMINS_ONLY,
  FOREIGN_REQUESTS,
  NO_FOREIGN_ID,
  STREAMS,
  type ForeignRequest,
} from '../support/tenant-matrix/foreign-requests.js';
import { BELONGINGS, settle, type Belonging, type Household } from '../support/tenant-matrix/household.js';
import {
  documentedIds,
  documentedOperations,
  splitOperation,
  type Operation,
} from '../support/tenant-matrix/operations.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

// Every operation of the API document, asked by one team for what belongs to another, and for what belongs to nobody.
const MARK = 'canary-of-the-other-team';
const OPERATIONS = documentedOperations();
const NOBODYS_ID = newId();

let test: TestApp;
let database: pg.Client;
let mine: Household;
let theirs: Household;
let session: CallSession;
beforeAll(async () => {
  const config = { ROLE: 'api', AUTH_ATTEMPTS_PER_MINUTE: '10000', TRUST_PROXY: '127.0.0.1' } as const;
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
beforeEach(async () => {
  session = await newCallSession(mine);
});

let asked = 0;
/** Each request comes from an address of its own: what one address may ask is another spec's matter. */
const nextAddress = () => `198.18.${(asked += 1) >> 8}.${asked & 255}`;

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
  const sent = through(door, mine, session)[method](filled).query(query);
  void sent.set('x-forwarded-for', nextAddress());
  for (const [name, kind] of Object.entries(wish.headers ?? {})) void sent.set(name, ids[kind]);
  const { status, text, headers: answered } = await (wish.body ? sent.send(wish.body(ids)) : sent);
  const secretive = Object.values(ids).reduce((body, id) => body.replaceAll(id, '<id>'), text);
  const body = secretive.replace(/"requestId":"[^"]*"/, '');
  const names = Object.keys(answered).filter((name) => !/^(x-)?ratelimit|^content-length$|^date$/.test(name));
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

const ids = (make: () => string) =>
  Object.fromEntries(BELONGINGS.map((kind) => [kind, make()])) as Record<Belonging, string>;
const nobodys = () => ids(newId);
const malformed = () => ids(() => 'not-an-id');

const CASES = Object.entries(FOREIGN_REQUESTS).flatMap(([operation, wishes]) =>
  wishes.map((wish, place) => ({ operation: operation as Operation, wish, place })),
);
/** A header that says which team, agent or call is meant, by whatever it may name; what the path names is nobody's. */
const HEADER_CASES = OPERATIONS.filter((one) => !STREAMS.includes(one)).flatMap((operation) => {
  const names = [...operation.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const params = Object.fromEntries(names.map((name) => [name, { text: NOBODYS_ID }]));
  return documentedIds(operation)
    .filter((place) => place.in === 'header')
    .flatMap(({ name }) =>
      meantBy(name).map((kind) => ({ operation, name, wish: { params, headers: { [name]: kind } } })),
    );
});

function meantBy(header: string): Belonging[] {
  const words = header.toLowerCase().replaceAll('-', '');
  const named = BELONGINGS.filter((kind) => words.includes(kind.toLowerCase()));
  return named.length > 0 ? named : [...BELONGINGS];
}

it('has a request for every id that the document lets one name in a query or a body', () => {
  const missing = OPERATIONS.filter((one) => !ADMINS_ONLY.test(one)).flatMap((operation) => {
    const wishes = FOREIGN_REQUESTS[operation] ?? [];
    return documentedIds(operation).flatMap((place) => {
      if (place.in === 'header') return [];
      const named = wishes.some(({ query = {}, body }) =>
        place.in === 'query' ? place.name in query : body && place.name in body(theirs.ids),
      );
      return named ? [] : [`${operation}: ${place.in} ${place.name}`];
    });
  });
  expect(missing).toEqual([]);
});

it('has headers to try, as the document names them', () => {
  expect(HEADER_CASES.length).toBeGreaterThan(0);
});

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

  it.each(HEADER_CASES)(
    '$operation is told nothing by $name of another team',
    async ({ operation, wish }) => {
      const before = await digest();
      for (const door of DOORS) {
        const foreign = await ask(door, operation, wish, theirs.ids);
        const random = await ask(door, operation, wish, nobodys());
        // Where the header means nothing, as to a key, one's own things come, which change by themselves.
        if (foreign.status < 300) expect([door, random.status]).toEqual([door, foreign.status]);
        else expect([door, random]).toEqual([door, foreign]);
        expect(foreign.body).not.toContain(MARK);
        const odd = await ask(door, operation, wish, malformed());
        expect([door, odd.status < 500]).toEqual([door, true]);
      }
      expect(await digest()).toBe(before);
    },
  );

  it.each(OPERATIONS.filter((one) => one.startsWith('GET') && !one.includes('{') && !STREAMS.includes(one)))(
    '%s shows nothing of another team',
    async (operation) => {
      for (const door of DOORS) {
        const { text } = await through(door, mine, session).get(splitOperation(operation).path).redirects(0);
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
      const { status } = await through(door, mine, session)[method](
        path.replace(/\{\w+\}/g, theirs.ids.call),
      );
      expect([door, [401, 403].includes(status)]).toEqual([door, true]);
    }
  },
);
