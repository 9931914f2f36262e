// @ts-check
import { Pool } from 'undici';

/**
 * Sends GET requests over a few connections for a while.
 * @param {string} origin
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {{ connections: number, seconds: number }} options
 */
export async function hammer(origin, path, headers, { connections, seconds }) {
  const pool = new Pool(origin, { connections });
  /** @type {number[]} */
  const took = [];
  let failures = 0;
  const deadline = performance.now() + seconds * 1000;
  const lane = async () => {
    while (performance.now() < deadline) {
      const startedAt = performance.now();
      const { statusCode, body } = await pool.request({ path, method: 'GET', headers });
      await body.dump();
      if (statusCode === 200) took.push(performance.now() - startedAt);
      else failures++;
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  await pool.close();
  return { took, seconds, failures };
}
