// @ts-check
// Ends what the launcher started when the launcher itself cannot: it was killed without warning. The launcher holds the
// other end of our standard input and writes one line per child; the line's end of file means that it is gone.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a child may take to end in order before it is killed. */
const GRACE_MS = 10_000;

/** @type {Map<number, NodeJS.Signals>} children in the order of their start, each with the signal that ends it kindly */
const children = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, pid = '', signal = 'SIGTERM'] = line.split(' ');
  if (verb === 'add') children.set(Number(pid), /** @type {NodeJS.Signals} */ (signal));
  if (verb === 'drop') children.delete(Number(pid));
}

for (const [pid, signal] of [...children].reverse()) {
  tell(pid, signal);
  for (let waited = 0; waited < GRACE_MS && tell(pid, 0); waited += 50) await sleep(50);
  tell(pid, 'SIGKILL');
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} false where there is no such process any more
 */
function tell(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
