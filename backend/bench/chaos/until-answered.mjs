// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 90_000;
const PAUSE_MS = 250;
const ANSWER_MS = 10_000;

/**
 * What a careful client does: the same request again, with the same key, until somebody answers it. Whatever dies, a server
 * that cannot answer says 503 and when to come again, and nothing else.
 * @param {() => Promise<Request> | Request} make
 * @param {(what: string) => void} onFault
 * @returns {Promise<Response>}
 */
export async function untilAnswered(make, onFault) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const answer = await fetch(await make(), { signal: AbortSignal.timeout(ANSWER_MS) });
      const fault = faultOf(answer);
      if (fault) onFault(fault);
      if (answer.status < 500 && answer.status !== 429) return answer;
      await answer.body?.cancel();
      if (Date.now() > until) throw new Error(`still ${answer.status} after ${PATIENCE_MS} ms`);
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

/** @param {Response} answer */
function faultOf({ status, headers, url }) {
  const where = new URL(url).pathname;
  if (status === 503 && !(Number(headers.get('retry-after')) > 0)) return `${where}: 503 without Retry-After`;
  if (status >= 500 && status !== 503) return `${where}: answered ${status}`;
  return undefined;
}
