// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks a readiness URL until it answers 200.
 * @param {string} url
 * @param {{ timeoutMs: number, gaveUp: () => boolean }} options  gaveUp: the process behind it has ended
 * @returns {Promise<boolean>}
 */
export async function waitReady(url, { timeoutMs, gaveUp }) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && !gaveUp()) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      await answer.body?.cancel();
      if (answer.ok) return true;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  return false;
}
