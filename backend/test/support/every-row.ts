import type pg from 'pg';

interface Table {
  name: string;
  /** What may be written; the rest the database makes by itself. */
  columns: string;
}

const allTables = async (owner: pg.Client): Promise<Table[]> =>
  (
    await owner.query<Table>(
      `select relname as name, string_agg(quote_ident(attname), ', ' order by attnum) as columns
       from pg_class join pg_attribute on attrelid = pg_class.oid
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and attnum > 0 and not attisdropped and attgenerated = ''
       group by relname order by relname`,
    )
  ).rows;

/** Keeps the rows of all tables as they are now; what it gives puts them back, whatever happened meanwhile. */
export async function backUp(owner: pg.Client): Promise<() => Promise<void>> {
  const tables = (await allTables(owner)).filter(({ name }) => name !== 'migrations');
  // As a dump: of one moment, whatever works meanwhile.
  await owner.query('begin isolation level repeatable read');
  await owner.query('create schema backup');
  for (const { name, columns } of tables)
    await owner.query(`create table backup."${name}" as select ${columns} from public."${name}"`);
  await owner.query('commit');
  return async () => {
    // Triggers and keys are for those who change rows, not for a backup that is put back whole.
    await owner.query('begin');
    await owner.query('set local session_replication_role = replica');
    // Whoever links the audit log just now has to be through: half of a link would come back.
    await owner.query(`select pg_advisory_xact_lock(hashtextextended('audit days', 0))`);
    for (const { name, columns } of tables) {
      await owner.query(`delete from public."${name}"`);
      await owner.query(
        `insert into public."${name}" (${columns}) overriding system value select ${columns} from backup."${name}"`,
      );
    }
    await owner.query('commit');
    await owner.query('drop schema backup cascade');
  };
}
