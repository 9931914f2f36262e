import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { TeamDataRegistry, type TeamTable } from '../../src/platform/team-data/index.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

// Whoever adds a table, or a column to one, says here whether a team may take it along: this fails until they do.
let test: TestApp;
let database: pg.Client;
let tables: Map<string, TeamTable>;
let leaves: ReadonlyMap<string, string>;
let columns: { table: string; name: string; type: string; tenant: boolean }[];
beforeAll(async () => {
  test = await createTestApp({ config: { ROLE: 'api' } });
  database = new pg.Client({ connectionString: test.database.url });
  await database.connect();
  const registry = test.app.get(TeamDataRegistry);
  tables = new Map(registry.parts().flatMap((part) => Object.entries(part.tables)));
  leaves = registry.leaves();
  columns = (
    await database.query(
      `select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type,
         exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id') as tenant
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    )
  ).rows;
});
afterAll(async () => {
  await database.end();
  await test.close();
});

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();
const columnsOf = (table: string) => columns.filter((column) => column.table === table);

describe('every table with a tenant_id', () => {
  it('is given to a team that asks for everything, or named with the reason why not', () => {
    const there = columns.filter(({ tenant }) => tenant).map(({ table }) => table);
    expect(there.length).toBeGreaterThan(100);
    // The team itself has no tenant_id: it is what others name by it.
    expect(sorted([...tables.keys(), ...leaves.keys()])).toEqual(sorted([...there, 'tenants']));
  });

  it('is on one of the two lists, not on both', () => {
    expect([...tables.keys()].filter((table) => leaves.has(table))).toEqual([]);
  });

  it('has each of its columns given, or named with the reason why not', () => {
    for (const [table, { gives, leaves: left = {} }] of tables) {
      const there = columnsOf(table)
        .map(({ name }) => name)
        .filter((name) => name !== 'tenant_id');
      const told = [...gives, ...Object.keys(left)];
      expect([table, [...told].sort()]).toEqual([table, there.sort()]);
    }
  });

  it('is left for a reason that says something', () => {
    const left = [...tables.values()].flatMap(({ leaves: of = {} }) => Object.values(of));
    for (const reason of [...left, ...leaves.values()]) expect(reason.length).toBeGreaterThan(12);
  });
});

describe('what is given', () => {
  it('is no column that could hold a secret, by its type or its name', () => {
    // Hashes of the audit log's lines are there to be compared.
    const harmless = new Set(['audit_chain.prev_hash', 'audit_chain.hash']);
    const risky = [...tables].flatMap(([table, { gives }]) =>
      columnsOf(table)
        .filter(({ name }) => gives.includes(name) && !harmless.has(`${table}.${name}`))
        .filter(({ name, type }) => /bytea/.test(type) || /secret|hash|digest|sealed|password/.test(name))
        .map(({ name }) => `${table}.${name}`),
    );
    expect(risky).toEqual([]);
  });
});
