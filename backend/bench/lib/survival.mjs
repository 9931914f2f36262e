// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

const SETTLE_MS = 15_000;
const USUAL_END = 'client_ended';

/**
 * Holds the records of calls that went through restarts against what their visitors were told.
 * @param {import('pg').Client} client
 * @param {import('./lasting-caller.mjs').LastingCaller[]} callers
 * @param {{ settleMs?: number, anyEnd?: boolean }} [options]  anyEnd: visitors who left amid trouble may have been given
 *   up by us before their goodbye was heard
 * @returns {Promise<string[]>} one text for each fault
 */
export async function survivalFaults(client, callers, { settleMs = SETTLE_MS, anyEnd = false } = {}) {
  const ids = callers.map(({ callId }) => callId);
  const rows = async (/** @type {string} */ sql) => (await client.query(sql, [ids])).rows;
  const open = `select id from calls where id = any($1) and status <> 'ended'`;
  for (let waited = 0; waited < settleMs && (await rows(open)).length > 0; waited += 250) await sleep(250);
  const calls = await rows('select id, status, end_reason as reason from calls where id = any($1)');
  const ends = await rows(
    `select payload ->> 'callId' as id from outbox where name = 'call.ended' and payload ->> 'callId' = any($1)`,
  );
  const turns = await rows(
    'select call_id as id, seq, turn, role, text, epoch from turns where call_id = any($1) order by call_id, seq',
  );
  return callers.flatMap((caller) => {
    const mine = turns.filter(({ id }) => id === caller.callId);
    const call = calls.find(({ id }) => id === caller.callId);
    const fault = (/** @type {boolean} */ is, /** @type {string} */ text) =>
      is ? [`${caller.callId}: ${text}`] : [];
    return [
      ...fault(
        anyEnd ? call?.status !== 'ended' : call?.reason !== USUAL_END,
        `ended as ${call?.reason ?? call?.status}`,
      ),
      ...fault(ends.filter(({ id }) => id === caller.callId).length !== 1, 'its end was not told once'),
      ...fault(
        mine.some(({ seq }, index) => seq !== index + 1),
        'the record has a gap or a turn twice',
      ),
      ...fault(mine.length < caller.acknowledged, 'an acknowledged turn is missing'),
      ...fault(
        mine.some(({ epoch }, index) => epoch < (mine[index - 1]?.epoch ?? 0)),
        'an owner wrote after it had lost the call',
      ),
      ...wordFaults(caller, mine).map((text) => `${caller.callId}: ${text}`),
    ];
  });
}

/**
 * What the visitor reads of acknowledged turns is what is recorded, each once.
 * @param {import('./lasting-caller.mjs').LastingCaller} caller
 * @param {{ seq: number, role: string, turn: number, text: string }[]} turns
 */
function wordFaults({ call, acknowledged }, turns) {
  const said = turns.filter(({ seq, text }) => seq <= acknowledged && text !== '');
  const read = call.state.captions.filter(({ committed, text }) => committed && text !== '');
  const words = (/** @type {{ role: string, turn: number, text: string }[]} */ list) =>
    list.map(({ role, turn, text }) => `${turn} ${role} "${text}"`).sort();
  const [recorded, captions] = [words(said), words(read)];
  return [
    ...recorded.filter((line) => !captions.includes(line)).map((line) => `recorded and not read: ${line}`),
    ...captions.filter((line) => !recorded.includes(line)).map((line) => `read and not recorded: ${line}`),
    ...(new Set(captions).size < captions.length ? ['something is read twice'] : []),
  ];
}
