import type pg from 'pg';

const tableNames = async (owner: pg.Client): Promise<string[]> =>
  (
    await owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       order by relname`,
    )
  ).rows.map(({ name }) => name);

/** Tables of other schemas too: that of the queue, where jobs wait in Postgres. */
const allTables = async (owner: pg.Client): Promise<{ name: string; place: string }[]> =>
  (
    await owner.query<{ name: string; place: string }>(
      `select c.relname as name, c.oid::regclass::text as place from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') order by c.relname`,
    )
  ).rows;

/** Tables in which one of these words stands, in plain letters or as the hexadecimal of its bytes. */
export async function tablesWith(owner: pg.Client, ...words: string[]): Promise<string[]> {
  const forms = words.flatMap((word) => [word.toLowerCase(), Buffer.from(word).toString('hex')]);
  const found: string[] = [];
  for (const { name, place } of await allTables(owner)) {
    const { rows } = await owner.query<{ text: string }>(`select t::text as text from ${place} t`);
    if (rows.some(({ text }) => forms.some((form) => text.toLowerCase().includes(form)))) found.push(name);
  }
  return found;
}

/** Keeps the rows of all tables as they are now; what it gives puts them back, whatever happened meanwhile. */
export async function backUp(owner: pg.Client): Promise<() => Promise<void>> {
  const names = (await tableNames(owner)).filter((name) => name !== 'migrations');
  await owner.query('create schema backup');
  for (const name of names)
    await owner.query(`create table backup."${name}" as select * from public."${name}"`);
  return async () => {
    // Triggers and keys are for those who change rows, not for a backup that is put back whole.
    await owner.query('begin');
    await owner.query('set local session_replication_role = replica');
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
