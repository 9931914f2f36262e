// @ts-check
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** As many as a team may have of endpoints, and may have on their way at once of tools. */
export const LANES = 20;
const LOOK_MS = 20;
/** An address that may be saved; the one that is tried takes its place in the database, where no check of ours is asked. */
const HARMLESS = 'https://api.example.com/';
const DELIVERED_MS = 30_000;

/**
 * What the team is told of a request that it caused, and how long that took by the product's own clock.
 * @typedef {{ text: string, ms: number }} Told
 */

/**
 * A feature that makes the product call an address that a team chose.
 * @typedef {object} WayOut
 * @property {string} name
 * @property {(url: string) => Promise<number>} save  status of the attempt to save it
 * @property {(lane: number, url: string) => Promise<Told>} call  as if it had been saved
 */

/** Asks the API of a team. */
export class TeamApi {
  /** @param {string} http @param {string} key @param {import('pg').Pool} database */
  constructor(http, key, database) {
    this.http = http;
    this.key = key;
    this.database = database;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<{ status: number, body: any }>}
   */
  async ask(method, path, body) {
    const answer = await fetch(this.http + path, {
      method,
      headers: { authorization: `Bearer ${this.key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** @param {string} path @param {object} body @returns {Promise<string>} id */
  async make(path, body) {
    const answer = await this.ask('POST', path, body);
    if (answer.status !== 201)
      throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  }
}

/** @param {(lane: number) => Promise<string>} make */
const oneForEachLane = (make) => Promise.all(Array.from({ length: LANES }, (_, lane) => make(lane)));

/**
 * A tool that calls a server of the team.
 * @param {TeamApi} api
 * @param {number} retries
 * @returns {Promise<WayOut>}
 */
export async function httpTool(api, retries) {
  const wish = (/** @type {string} */ name, /** @type {string} */ url) => ({
    ...{ name, description: 'Calls.', kind: 'http', http: { method: 'GET', url, retries } },
  });
  const ids = await oneForEachLane((lane) => api.make('/tools', wish(`get_${retries}_${lane}`, HARMLESS)));
  return {
    name: retries === 0 ? 'http tool' : `http tool that tries again ${retries} times`,
    save: async (url) => (await api.ask('POST', '/tools', wish(`saved_${retries}`, url))).status,
    call: async (lane, url) => {
      const id = ids[lane];
      const sql = `update tools set http = jsonb_set(http::jsonb, '{url}', to_jsonb($2::text)) where id = $1`;
      await api.database.query(sql, [id, url]);
      return toldByTest(await api.ask('POST', `/tools/${id}/test`, { args: {}, dryRun: false }));
    },
  };
}

/**
 * The webhook of the tool that calls for a person.
 * @param {TeamApi} api
 * @returns {Promise<WayOut>}
 */
export async function transferWebhook(api) {
  const wish = (/** @type {string} */ name, /** @type {string} */ webhookUrl) => ({
    ...{ name, description: 'Transfers.', kind: 'builtin' },
    builtin: { name: 'transferToHuman', settings: { recipients: [], webhookUrl } },
  });
  const ids = await oneForEachLane(async (lane) => {
    const id = await api.make('/tools', wish(`transfer_${lane}`, HARMLESS));
    const WEBHOOK_SECRET = `whsec_${randomBytes(32).toString('base64')}`;
    await api.ask('PUT', `/tools/${id}/secrets`, { WEBHOOK_SECRET });
    return id;
  });
  return {
    name: 'webhook of transferToHuman',
    save: async (url) => (await api.ask('POST', '/tools', wish('saved_transfer', url))).status,
    call: async (lane, url) => {
      const id = ids[lane];
      const path = '{settings,webhookUrl}';
      const sql = `update tools set builtin = jsonb_set(builtin::jsonb, '${path}', to_jsonb($2::text)) where id = $1`;
      await api.database.query(sql, [id, url]);
      const args = { reason: 'Please.' };
      return toldByTest(await api.ask('POST', `/tools/${id}/test`, { args, dryRun: false }));
    },
  };
}

/**
 * A webhook of the team.
 * @param {TeamApi} api
 * @returns {Promise<WayOut>}
 */
export async function outboundWebhook(api) {
  const wish = (/** @type {string} */ url) => ({ url, eventTypes: ['call.ended'] });
  const ids = await oneForEachLane(() => api.make('/webhook-endpoints', wish(HARMLESS)));
  return {
    name: 'outbound webhook',
    save: async (url) => (await api.ask('PUT', `/webhook-endpoints/${ids[0]}`, { url })).status,
    call: async (lane, url) => {
      const id = ids[lane];
      await api.database.query('update webhook_endpoints set url = $2 where id = $1', [id, url]);
      const { body } = await api.ask('POST', `/webhook-endpoints/${id}/test`);
      const path = `/webhook-endpoints/${id}/deliveries/${body.id}`;
      const until = performance.now() + DELIVERED_MS;
      while (performance.now() < until) {
        const { state, lastStatus, lastFault, lastDurationMs, log } = (await api.ask('GET', path)).body;
        if (state !== 'pending') {
          const told = {
            state,
            lastStatus,
            lastFault,
            responses: log.map((/** @type {any} */ one) => one.response),
          };
          return { text: JSON.stringify(told), ms: lastDurationMs };
        }
        await sleep(LOOK_MS);
      }
      throw new Error(`${path} is still pending`);
    },
  };
}

/** @param {{ status: number, body: any }} answer @returns {Told} */
function toldByTest({ status, body }) {
  if (status !== 200) return { text: `${status} ${JSON.stringify(body?.error?.code)}`, ms: 0 };
  const { ok, result, error, totalMs } = body.answer;
  return { text: JSON.stringify({ ok, result, error }), ms: totalMs };
}
