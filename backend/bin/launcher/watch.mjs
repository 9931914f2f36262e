// @ts-check
import { watch } from 'node:fs';
import { join } from 'node:path';
import { compile, compileTargets } from '../build/compile.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { dim, red, say } from '../lib/print.mjs';

/** Editors write a file in several steps; what follows within this time is one change. */
const SETTLE_MS = 120;
const DASHBOARD_PORT = '3001';

/**
 * Rebuilds what changes and restarts who runs it; vite serves the dashboard with its own hot reload.
 * @param {object} context
 * @param {import('./services.mjs').Services} context.services
 * @param {import('./children.mjs').Children} context.children
 * @param {string} context.dataFolder
 * @param {import('./settings.mjs').Settings} context.settings
 * @returns {Promise<() => void>} stops watching
 */
export async function startWatching({ services, children, dataFolder, settings }) {
  children.startNode({
    name: 'vite',
    script: fromRoot('node_modules', 'vite', 'bin', 'vite.js'),
    args: [fromRoot('frontend'), '--port', DASHBOARD_PORT, '--strictPort'],
    env: { API_URL: `http://127.0.0.1:${settings.port}` },
    log: join(dataFolder, 'logs', 'vite.log'),
    graceMs: 3_000,
  });

  /** @type {Set<string>} */
  const dirty = new Set();
  let busy = false;
  const settle = async () => {
    if (busy || dirty.size === 0) return;
    busy = true;
    const names = [...dirty];
    dirty.clear();
    try {
      await rebuild(names, services);
    } catch (error) {
      say(red(`  ${error instanceof Error ? error.message : String(error)}`));
    }
    busy = false;
    if (dirty.size > 0) void settle();
  };

  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const watchers = compileTargets().map((target) =>
    watch(target.from, { recursive: true }, () => {
      dirty.add(target.name);
      clearTimeout(timer);
      timer = setTimeout(() => void settle(), SETTLE_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/**
 * @param {string[]} names  targets with changes
 * @param {import('./services.mjs').Services} services
 */
async function rebuild(names, services) {
  const targets = compileTargets().filter((target) => names.includes(target.name));
  const results = await Promise.all(targets.map(compile));
  const changed = targets.filter((_, index) => (results[index]?.changed ?? 0) > 0).map(({ name }) => name);
  if (changed.length === 0) return;
  say(dim(`  Rebuilt ${changed.join(', ')}`));
  // Everything else is used by the backend, or by nobody while it runs.
  const engineOnly = changed.every((name) => name === 'live-engine');
  if (changed.some((name) => name === 'live-engine' || name === 'contracts'))
    await services.restart('live-engine');
  if (!engineOnly) await services.restart('app');
}
