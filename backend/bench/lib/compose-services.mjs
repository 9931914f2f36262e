// @ts-check
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fromRoot } from '../../bin/lib/paths.mjs';

const BEFORE_SERVING = 'migrations';
const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

/**
 * @typedef {object} ComposeProcess  one container of ours
 * @property {string} name
 * @property {'api' | 'gateway' | 'worker'} role
 * @property {Record<string, string>} env  what it is told, as compose would tell it
 */

/**
 * The containers of ours that `docker compose --profile <profile> up` keeps running, with their environment.
 * @param {string} profile
 * @param {Record<string, string>} variables  what stands in .env
 * @returns {ComposeProcess[]}
 */
export function composeProcesses(profile, variables) {
  /** @type {{ services: Record<string, { image: string, profiles?: string[], environment?: Record<string, string> }> }} */
  const { services } = parse(readFileSync(fromRoot('docker-compose.yml'), 'utf8'), { merge: true });
  const image = services[BEFORE_SERVING]?.image;
  return Object.entries(services)
    .filter(([name, service]) => service.image === image && name !== BEFORE_SERVING)
    .filter(([, { profiles }]) => profiles === undefined || profiles.includes(profile))
    .map(([name, { environment = {} }]) => {
      const env = Object.fromEntries(
        Object.entries(environment).map(([key, value]) => [key, filledIn(value, variables)]),
      );
      return { name, role: /** @type {ComposeProcess['role']} */ (env.ROLE), env };
    });
}

/**
 * @param {string} text
 * @param {Record<string, string>} variables
 */
function filledIn(text, variables) {
  return text.replace(VARIABLE, (_whole, name, kind, rest = '') => {
    const value = variables[name];
    if (value) return value;
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return rest;
  });
}
