#!/usr/bin/env node
// @ts-check
import { ensureInstalled } from './lib/install.mjs';
import { main, say } from './lib/print.mjs';

const HELP = `npm run build

Compiles libs/* and backend with swc and bundles the dashboard with vite. What has not changed is left alone;
delete node_modules/.cache/orbisvoice to build everything anew.`;

await main(async () => {
  if (process.argv.includes('--help')) {
    say(HELP);
    return;
  }
  await ensureInstalled();
  // Imported late: the compiler is a package, and packages are there only now.
  const { buildAll } = await import('./build/build-all.mjs');
  await buildAll();
});
