// @ts-check
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Bystander } from '../hostile/bystander.mjs';

const RATE = 200;
const MOST_TIMES = 2;

/**
 * Two hundred logins a second, while a team asks for its agents as ever.
 * @param {string} http
 * @param {string} key  of the team
 * @param {number} seconds
 */
export async function flood(http, key, seconds) {
  const bystander = new Bystander(http, key);
  await bystander.watch(1_000);
  const calmMs = await bystander.watch(seconds * 1_000);
  const [{ sent, answers }, floodedMs] = await bystander.during(() => runFlooder(http, seconds));
  const times = floodedMs / calmMs;
  const { 401: compared = 0, 429: refused = 0, ...others } = answers;
  const faults = [
    ...(times > MOST_TIMES ? [`p99 of other requests is ${times.toFixed(2)} × what it was`] : []),
    ...(sent < 0.9 * RATE * seconds ? [`only ${sent} logins were sent`] : []),
    ...Object.entries(others).map(([status, count]) => `${count} logins were answered ${status}`),
  ];
  return { rate: RATE, seconds, sent, compared, refused, calmMs, floodedMs, times, faults };
}

/**
 * @param {string} http
 * @param {number} seconds
 * @returns {Promise<{ sent: number, answers: Record<string, number> }>}
 */
function runFlooder(http, seconds) {
  const script = fileURLToPath(new URL('flooder.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, http, String(RATE), String(seconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve, reject) =>
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`the flooder ended with ${code}`)),
    ),
  );
}
