// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 90_000;
const PAUSE_MS = 250;
const ANSWER_MS = 10_000;

/**
 * What a careful client does: the same request again, with the same key, until somebody answers it.
 * @param {() => Promise<Request> | Request} make
 * @param {(status: number) => boolean} [isAnswer]
 * @returns {Promise<Response>}
 */
export async function untilAnswered(make, isAnswer = (status) => status < 500 && status !== 429) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const answer = await fetch(await make(), { signal: AbortSignal.timeout(ANSWER_MS) });
      if (isAnswer(answer.status)) return answer;
      await answer.body?.cancel();
      if (Date.now() > until) throw new Error(`still ${answer.status} after ${PATIENCE_MS} ms`);
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await sleep(PAUSE_MS);
  }
}
