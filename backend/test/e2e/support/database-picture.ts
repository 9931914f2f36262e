import pg from 'pg';

type Row = Record<string, unknown>;

/** Everything about a database that a restore has to bring back, as text that can be compared. */
export interface DatabasePicture {
  /** By table: how many rows, and a digest of all of them. */
  readonly rows: Readonly<Record<string, { count: number; digest: string }>>;
  /** Who may do what, row by row and column by column, and what runs by itself. */
  readonly rules: Readonly<Record<string, readonly Row[]>>;
}

const OURS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
const TABLES = `select n.nspname || '.' || quote_ident(c.relname) as name from pg_class c
  join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and ${OURS} order by 1`;
const RULES = {
  policies: `select * from pg_policies order by tablename, policyname`,
  security: `select c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner) as owner
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and ${OURS} order by 1`,
  grants: `select table_schema, table_name, grantee, privilege_type from information_schema.role_table_grants
    where grantee like 'orbis%' order by 1, 2, 3, 4`,
  columnGrants: `select table_name, column_name, grantee, privilege_type from information_schema.role_column_grants
    where grantee like 'orbis%' order by 1, 2, 3, 4`,
  functions: `select p.proname, pg_get_functiondef(p.oid) as body, p.proacl::text as rights from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace where ${OURS} and p.prokind = 'f' and p.probin is null order by 1, 2`,
  views: `select viewname, viewowner, definition from pg_views where schemaname = 'public' order by 1`,
  // Without its condition: a dump writes the same one with fewer brackets.
  triggers: `select tgrelid::regclass::text as table, tgname, tgfoid::regproc::text as function, tgtype, tgenabled,
    tgargs::text as arguments, tgattr::text as columns, tgqual is not null as conditional
    from pg_trigger where not tgisinternal order by 1, 2`,
  indexes: `select indexdef from pg_indexes where schemaname !~ '^pg_' order by 1`,
  constraints: `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid <> 0 order by 1, 2`,
} as const;

/** As the owner of the server, whom row-level security does not bind. */
export async function pictureOf(owner: pg.Client): Promise<DatabasePicture> {
  const rows: Record<string, { count: number; digest: string }> = {};
  for (const { name } of (await owner.query<{ name: string }>(TABLES)).rows) {
    const counted = await owner.query<{ count: number; digest: string }>(
      `select count(*)::int as count, coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as digest from ${name} t`,
    );
    rows[name] = counted.rows[0] ?? { count: 0, digest: '' };
  }
  const rules: Record<string, Row[]> = {};
  for (const [kind, sql] of Object.entries(RULES)) rules[kind] = (await owner.query<Row>(sql)).rows;
  return { rows, rules };
}
