import type pg from 'pg';

const tableNames = async (owner: pg.Client): Promise<string[]> =>
  (
    await owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       order by relname`,
    )
  ).rows.map(({ name }) => name);

/** Keeps the rows of all tables as they are now; what it gives puts them back, whatever happened meanwhile. */
export async function backUp(owner: pg.Client): Promise<() => Promise<void>> {
  const names = (await tableNames(owner)).filter((name) => name !== 'migrations');
  // As a dump: of one moment, whatever works meanwhile.
  await owner.query('begin isolation level repeatable read');
  await owner.query('create schema backup');
  for (const name of names)
    await owner.query(`create table backup."${name}" as select * from public."${name}"`);
  await owner.query('commit');
  return async () => {
    // Triggers and keys are for those who change rows, not for a backup that is put back whole.
    await owner.query('begin');
    await owner.query('set local session_replication_role = replica');
    // Whoever links the audit log just now has to be through: half of a link would come back.
    await owner.query(`select pg_advisory_xact_lock(hashtextextended('audit days', 0))`);
    for (const name of names) {
      await owner.query(`delete from public."${name}"`);
      await owner.query(
        `insert into public."${name}" overriding system value select * from backup."${name}"`,
      );
    }
    await owner.query('commit');
    await owner.query('drop schema backup cascade');
  };
}
