#!/usr/bin/env node
// @ts-check
import { existsSync } from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { WORKSPACES, fromRoot } from './lib/paths.mjs';
import { dim, green, main, red, say, seconds } from './lib/print.mjs';
import { inParallel, runTool } from './lib/run.mjs';

const HELP = `npm run typecheck [-- <workspace> …]

Runs tsc over every workspace, two at a time; tsc remembers what has not changed. Workspaces: ${WORKSPACES.join(', ')}`;

await main(async () => {
  const asked = process.argv.slice(2);
  if (asked.includes('--help')) {
    say(HELP);
    return 0;
  }
  await ensureInstalled();
  const chosen = WORKSPACES.filter((name) => asked.length === 0 || asked.includes(name)).filter((name) =>
    existsSync(fromRoot(name, 'tsconfig.json')),
  );
  const codes = await inParallel(chosen, 2, async (name) => {
    const { code, output, ms } = await runTool('typescript/bin/tsc', ['-p', name, '--pretty', 'false']);
    // tsc calls a workspace without any source an error; an empty one has nothing wrong with it.
    const empty = output.includes('TS18003');
    const good = code === 0 || empty;
    say(`${good ? green('ok  ') : red('FAIL')} ${name} ${dim(`(${seconds(ms)})`)}`);
    if (!good) say(output.trimEnd());
    return good ? 0 : 1;
  });
  return codes.some((code) => code !== 0) ? 1 : 0;
});
