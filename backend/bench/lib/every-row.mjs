// @ts-check

/** Tables of other schemas too: that of the queue, where jobs wait in Postgres. @param {import('pg').Client | import('pg').Pool} owner */
async function allTables(owner) {
  const { rows } = await owner.query(
    `select c.relname as name, c.oid::regclass::text as place from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') order by c.relname`,
  );
  return rows;
}

/**
 * Tables in which one of these words stands, in plain letters or as the hexadecimal of its bytes.
 * @param {import('pg').Client | import('pg').Pool} owner
 * @param {string[]} words
 * @returns {Promise<string[]>}
 */
export async function tablesWith(owner, ...words) {
  const forms = words.flatMap((word) => [word.toLowerCase(), Buffer.from(word).toString('hex')]);
  /** @type {string[]} */
  const found = [];
  for (const { name, place } of await allTables(owner)) {
    const { rows } = await owner.query(`select t::text as text from ${place} t`);
    if (rows.some(({ text }) => forms.some((form) => text.toLowerCase().includes(form)))) found.push(name);
  }
  return found;
}
