#!/usr/bin/env node
// @ts-check
import { existsSync } from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { fromRoot } from './lib/paths.mjs';
import { main, say } from './lib/print.mjs';
import { HELP, parseOptions } from './launcher/options.mjs';

await main(async () => {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    say(HELP);
    return 0;
  }
  await ensureInstalled();
  // What is in the environment already wins over the file.
  if (existsSync(fromRoot('.env'))) process.loadEnvFile(fromRoot('.env'));
  // Imported late: these need packages, and packages are there only now.
  const { buildAll } = await import('./build/build-all.mjs');
  await buildAll({ quiet: true });
  const { launch } = await import('./launcher/launch.mjs');
  return launch(options);
});
