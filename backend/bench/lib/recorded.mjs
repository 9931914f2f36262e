// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isScripted } from './answer-check.mjs';

const SETTLE_MS = 10_000;
const CALLS = 'select id, status from calls where id = any($1)';
const TURNS =
  'select call_id as "callId", seq, role, text, interrupted from turns where call_id = any($1) order by call_id, seq';

/** @typedef {{ callId: string, seq: number, role: 'user' | 'agent', text: string, interrupted: boolean }} Turn */

/**
 * Reads every call back from the database and names what is missing there: calls that were not ended, turns that were
 * acknowledged and are not written, gaps, words that nobody said.
 * @param {string} databaseUrl
 * @param {import('./caller.mjs').CallResult[]} results
 * @returns {Promise<string[]>} one text for each call that is not as it was acknowledged
 */
export async function recordFaults(databaseUrl, results) {
  const calls = results.filter(({ callId, error }) => callId && !error);
  const ids = calls.map(({ callId }) => callId);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let open = new Set(ids);
    for (let waited = 0; open.size > 0 && waited < SETTLE_MS; waited += 250) {
      const { rows } = await client.query(CALLS, [ids]);
      open = new Set(rows.filter(({ status }) => status !== 'ended').map(({ id }) => id));
      if (open.size > 0) await sleep(250);
    }
    /** @type {Map<string | undefined, Turn[]>} */
    const turns = new Map(ids.map((id) => [id, []]));
    for (const row of (await client.query(TURNS, [ids])).rows) turns.get(row.callId)?.push(row);
    return calls.flatMap((call) => {
      if (open.has(call.callId)) return ['the call is not ended in the database'];
      return faultOf(call, turns.get(call.callId) ?? []) ?? [];
    });
  } finally {
    await client.end();
  }
}

/**
 * @param {import('./caller.mjs').CallResult} call
 * @param {Turn[]} turns
 */
function faultOf({ committed, turns: heard }, turns) {
  if (turns.some(({ seq }, index) => seq !== index + 1)) return 'the record has a gap or a turn twice';
  if (turns.length < committed) return 'an acknowledged turn is not in the record';
  const whole = turns.filter(({ interrupted }) => !interrupted);
  if (whole.some(({ text, role }) => role === 'agent' && !isScripted(text, role)))
    return 'the record holds words that were not said';
  if (whole.filter(({ role }) => role === 'agent').length < heard) return 'an answer is not in the record';
  return undefined;
}
