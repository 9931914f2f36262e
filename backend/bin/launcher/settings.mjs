// @ts-check
import { userError } from '../lib/print.mjs';
import { freePort } from './ports.mjs';

/**
 * The few variables that the launcher itself must know; everything else goes to the processes unread, and they check it.
 * @typedef {object} Settings
 * @property {string} host
 * @property {number} port
 * @property {number} gatewayPort
 * @property {number} enginePort
 * @property {string} publicUrl
 * @property {boolean} embeddedPostgres
 * @property {boolean} localEngine
 */

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Settings>} */
export async function readSettings(env) {
  const port = await portOf(env, 'PORT', 3000);
  return {
    host: env.HOST?.trim() || '127.0.0.1',
    port,
    gatewayPort: await portOf(env, 'GATEWAY_PORT', 4001),
    enginePort: await portOf(env, 'LIVE_ENGINE_PORT', 4100),
    publicUrl: env.PUBLIC_URL?.trim() || `http://localhost:${port}`,
    embeddedPostgres: !env.DATABASE_URL?.trim(),
    localEngine: !env.GEMINI_API_KEY?.trim() && !env.GEMINI_BASE_URL?.trim(),
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} variable
 * @param {number} usual
 */
async function portOf(env, variable, usual) {
  const text = env[variable]?.trim();
  if (!text) return usual;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw userError(`${variable} must be a port number.`);
  return port === 0 ? freePort() : port;
}
