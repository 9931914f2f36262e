// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { fromRoot } from '../../bin/lib/paths.mjs';
import { run } from '../../bin/lib/run.mjs';
import { survivalFaults } from '../lib/survival.mjs';

/** A visitor may be waited for this long after a gateway's end, and the sweep comes by every few seconds. */
const ENDED_WITHIN_MS = 120_000;
const WORK_PATIENCE_MS = 150_000;

/** @typedef {import('./topology.mjs').Topology} Topology */

/** What the database says, asked directly and not over the line that is being spoilt. */
export class Records {
  /** @param {Topology} topology */
  constructor(topology) {
    this.topology = topology;
  }

  /**
   * @template T
   * @param {(client: pg.Client) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async with(work) {
    const client = new pg.Client({ connectionString: this.topology.stack.env.DATABASE_URL });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** @param {string} sql @param {unknown[]} [values] @returns {Promise<any[]>} */
  rows = (sql, values = []) => this.with(async (client) => (await client.query(sql, values)).rows);

  /** The database's own clock. @returns {Promise<string>} */
  async now() {
    return (await this.rows('select now()::text as now'))[0].now;
  }

  /**
   * How long until everything that was to be done at that time is done.
   * @param {string} then
   * @returns {Promise<number>} in ms; Infinity where it is not done in time
   */
  async workDone(then) {
    const since = performance.now();
    while (performance.now() - since < WORK_PATIENCE_MS) {
      const open = await this.rows(`select 1 from outbox where state = 'open' and created_at <= $1 limit 1`, [
        then,
      ]).catch(() => [undefined]);
      if (open.length === 0) return performance.now() - since;
      await sleep(100);
    }
    return Infinity;
  }

  /**
   * Everything that must be true whatever was done.
   * @param {import('./visitors.mjs').Visitors} visitors
   * @param {import('./sales.mjs').Sales} sales
   * @returns {Promise<string[]>} one text for each fault
   */
  async faults(visitors, sales) {
    const settled = { settleMs: ENDED_WITHIN_MS };
    const calls = await this.with(async (client) => [
      ...(await survivalFaults(client, visitors.lasting, settled)),
      ...(await survivalFaults(client, visitors.short, { ...settled, anyEnd: true })),
    ]);
    const undone = (await this.workDone(await this.now())) === Infinity ? ['work was left undone'] : [];
    return [
      ...calls,
      ...undone,
      ...this.topology.desk.faults(),
      ...(await this.#ends()),
      ...(await this.#tickets(visitors.tickets)),
      ...(await this.#money(sales.taken)),
      ...(await this.#verified('referrals:verify')),
      ...(await this.#verified('analytics:verify')),
    ];
  }

  async #ends() {
    const twice = await this.rows(
      `select c.id from calls c where c.status = 'ended' and (select count(*) from outbox o
         where o.name in ('call.ended', 'call.unclaimed') and o.payload ->> 'callId' = c.id::text) <> 1`,
    );
    const dead = await this.rows('select consumer, last_error from outbox_tries where given_up');
    return [
      ...twice.map(({ id }) => `${id}: its end was not told exactly once`),
      ...dead.map(({ consumer, last_error: error }) => `given up: ${consumer} (${error})`),
    ];
  }

  /**
   * One key, one call, whoever repeated it and whatever died meanwhile. A key that was given up may have one as well.
   * @param {Map<string, string>} tickets
   */
  async #tickets(tickets) {
    const rows = await this.rows(
      'select user_id as key, array_agg(id::text) as ids from calls where agent_id = $1 group by user_id',
      [this.topology.stack.teams[0]?.agentId],
    );
    const made = new Map(rows.map(({ key, ids }) => [key, ids]));
    return [
      ...rows.flatMap(({ key, ids }) =>
        ids.length === 1 ? [] : [`${ids.length} calls were made for ${key}`],
      ),
      ...[...tickets].flatMap(([key, id]) =>
        made.get(key)?.includes(id) ? [] : [`${key} was answered with a call of another`],
      ),
    ];
  }

  /** @param {string[]} invoices  that were told, several times each */
  async #money(invoices) {
    const rows = await this.rows(
      `select source, count(*)::int as count from referral_ledger where kind = 'accrual' group by source`,
    );
    const twice = rows.filter(({ count }) => count !== 1);
    return [
      ...twice.map(({ source, count }) => `${source} stands in the ledger ${count} times`),
      ...(rows.length === invoices.length
        ? []
        : [`${invoices.length} invoices were taken and ${rows.length} stand in the ledger`]),
    ];
  }

  /** @param {string} command  that compares what is stored with what it follows from */
  async #verified(command) {
    const args = ['--enable-source-maps', fromRoot('backend', 'dist', 'cli.js'), command];
    const { code, output } = await run(process.execPath, args, { env: this.topology.stack.env });
    return code === 0 ? [] : [`${command}: ${output.trim()}`];
  }
}
