#!/usr/bin/env node
// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { fromRoot } from './lib/paths.mjs';
import { main } from './lib/print.mjs';

/** Commands that are programs of their own; the others belong to the backend's command line. */
const PROGRAMS = new Map([
  ['audio-set', 'libs/live-engine/dist/speech/audio-set/main.js'],
  ['bench', 'backend/bench/bench.mjs'],
  ['load', 'backend/bench/load.mjs'],
  ['bench:auth', 'backend/bench/auth.mjs'],
  ['bench:drain', 'backend/bench/drain.mjs'],
  ['bench:gaps', 'backend/bench/gaps.mjs'],
  ['bench:histories', 'backend/bench/histories.mjs'],
  ['bench:ledger', 'backend/bench/ledger.mjs'],
  ['bench:limits', 'backend/bench/limits.mjs'],
  ['bench:lists', 'backend/bench/lists.mjs'],
  ['bench:restart', 'backend/bench/rolling-restart.mjs'],
  ['bench:guard', 'backend/bench/guard.mjs'],
  ['bench:setup', 'backend/bench/setup.mjs'],
  ['bench:speech', 'backend/bench/speech.mjs'],
  ['bench:secrets', 'backend/bench/secrets.mjs'],
  ['bench:ssrf', 'backend/bench/ssrf.mjs'],
  ['bench:slow', 'backend/bench/slow-clients.mjs'],
  ['chaos', 'backend/bench/chaos.mjs'],
  ['figures', 'backend/bench/figures.mjs'],
  ['hostile', 'backend/bench/hostile.mjs'],
  ['bench:turns', 'backend/bench/turns.mjs'],
]);

await main(async () => {
  const [command = '--help', ...args] = process.argv.slice(2);
  await ensureInstalled();
  if (existsSync(fromRoot('.env'))) process.loadEnvFile(fromRoot('.env'));
  const { buildAll } = await import('./build/build-all.mjs');
  await buildAll({ quiet: true, bundles: false });
  const program = PROGRAMS.get(command);
  const script = program ? [fromRoot(program)] : [fromRoot('backend/dist/cli.js'), command];
  const child = spawn(process.execPath, ['--enable-source-maps', ...script, ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the child too, which ends in its own order; we only wait for its exit code.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
});
