import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `condition` holds; for what happens in the background, where there is nothing to await. */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
  everyMs = 20,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`the condition did not hold within ${timeoutMs} ms`);
    await sleep(everyMs);
  }
}
