import type { TenantId, Transaction } from '../database/index.js';
import type { TeamPart, TeamTable } from './team-data.decorator.js';

const USUAL_PAGE = 200;
const PLAIN_NAME = /^[a-z][a-z0-9_]*$/;

type Row = Record<string, unknown>;

/** Rows that stand inside the record of another row. */
export interface InnerTable extends TeamTable {
  readonly table: string;
  /** The column that names the first key of the outer row. */
  readonly by: string;
  /** Columns by which they stand in order; they are given. */
  readonly order: readonly string[];
  /** There is at most one: it stands by itself or as null, not in a list. */
  readonly single?: true;
}

export interface TablePart extends TeamTable {
  readonly name: string;
  readonly about: string;
  readonly table: string;
  /** A key of the table, behind the tenant: pages follow it, and it is given. Empty where a team has one row. */
  readonly order: readonly string[];
  /** Other than `tenant_id`. */
  readonly tenant?: string;
  /** When a row was made; what came after the export began is not in it. Absent for tables that hardly grow. */
  readonly madeAt?: string;
  /** How a column reads, in SQL, where it does not read well by itself. */
  readonly reads?: Readonly<Record<string, string>>;
  /** By the name of the field that they stand under. */
  readonly inner?: Readonly<Record<string, InnerTable>>;
  /** The last word on a record. */
  readonly finish?: (record: Row) => Row;
  /** Rows in one transaction: fewer where each brings many along. */
  readonly pageSize?: number;
}

/** A part that is a table, with what hangs on it. Fields have the names of the columns, written as in the API. */
export function tablePart(part: TablePart): TeamPart {
  const { name, about, table, gives, leaves, inner = {} } = part;
  const tenant = plain(part.tenant ?? 'tenant_id');
  const take = part.pageSize ?? USUAL_PAGE;
  const key = part.order.map(plain).join(', ');
  const places = part.order.map((_, index) => `$${index + 4}`).join(', ');
  const rows = (more: boolean): string =>
    [
      `select ${gives.map((column) => reading(column, part.reads?.[column])).join(', ')}`,
      `from ${plain(table)} where ${tenant} = $1`,
      part.madeAt ? `and ${plain(part.madeAt)} <= $2` : 'and $2::timestamptz is not null',
      more ? `and (${key}) > (${places})` : '',
      key && `order by ${key}`,
      'limit $3',
    ].join(' ');
  const [first, following] = [rows(false), key ? rows(true) : ''];
  const hangers = Object.entries(inner).map(([field, one]) => ({ field, one, sql: innerRows(one) }));

  return {
    name,
    about,
    tables: Object.fromEntries([
      [table, { gives, ...(leaves && { leaves }) }],
      ...Object.values(inner).map(({ table: of, by, gives: columns, leaves: left }) => [
        of,
        { gives: [by, ...columns], ...(left && { leaves: left }) },
      ]),
    ]) as TeamPart['tables'],
    count: async (tx, tenantId) => {
      const [found] = await tx.query<{ count: number }[]>(
        `select count(*)::integer as count from ${plain(table)} where ${tenant} = $1`,
        [tenantId],
      );
      return found?.count ?? 0;
    },
    page: async (tx, tenantId, { after, until }) => {
      const from = after === undefined ? [] : (JSON.parse(after) as unknown[]);
      const found = await tx.query<Row[]>(after === undefined ? first : following, [
        ...[tenantId, until, take],
        ...from,
      ]);
      const records = found.map(named);
      for (const hanger of hangers) await hang(tx, tenantId, found, records, part.order[0], hanger);
      const last = found.length === take && key ? found.at(-1) : undefined;
      return {
        records: part.finish ? records.map(part.finish) : records,
        next: last && JSON.stringify(part.order.map((column) => last[column])),
      };
    },
  };
}

async function hang(
  tx: Transaction,
  tenantId: TenantId,
  outer: readonly Row[],
  records: Row[],
  key: string | undefined,
  { field, one, sql }: { field: string; one: InnerTable; sql: string },
): Promise<void> {
  if (key === undefined) throw new Error(`nothing can stand inside of rows without a key: ${one.table}`);
  const found = await tx.query<Row[]>(sql, [tenantId, outer.map((row) => row[key])]);
  const byKey = new Map<unknown, Row[]>(outer.map((row) => [row[key], []]));
  for (const { [one.by]: of, ...row } of found) byKey.get(of)?.push(named(row));
  for (const [index, record] of records.entries()) {
    const own = byKey.get(outer[index]?.[key]) ?? [];
    record[field] = one.single ? (own[0] ?? null) : own;
  }
}

const innerRows = ({ table, by, order, gives }: InnerTable): string =>
  `select ${[by, ...gives].map((column) => reading(column)).join(', ')} from ${plain(table)}
   where tenant_id = $1 and ${plain(by)} = any($2) order by ${[by, ...order].map(plain).join(', ')}`;

const reading = (column: string, sql?: string): string =>
  sql === undefined ? plain(column) : `${sql} as ${plain(column)}`;

/** `created_at` is `createdAt`, as everywhere outside of the database. */
const named = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

function plain(name: string): string {
  if (!PLAIN_NAME.test(name)) throw new Error(`not a plain name: ${name}`);
  return `"${name}"`;
}
