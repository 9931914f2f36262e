// @ts-check
import { dim, say, seconds } from '../lib/print.mjs';
import { bundleAll } from './bundle.mjs';
import { compile, compileTargets } from './compile.mjs';

/**
 * Brings every output up to date; says a line per part that had to be made.
 * @param {{ quiet?: boolean }} [options]  quiet: say nothing where nothing had to be done
 */
export async function buildAll(options = {}) {
  const startedAt = performance.now();
  const compiled = await Promise.all(compileTargets().map(compile));
  const total = compiled.reduce((sum, part) => sum + part.total, 0);
  const changed = compiled.reduce((sum, part) => sum + part.changed, 0);
  if (changed > 0 || !options.quiet)
    say(`Compiled ${changed} of ${total} files ${dim(`(${seconds(performance.now() - startedAt)})`)}`);

  const bundledAt = performance.now();
  for (const bundle of await bundleAll()) {
    if (bundle.changed)
      say(`Bundled the ${bundle.name} ${dim(`(${seconds(performance.now() - bundledAt)})`)}`);
    else if (!options.quiet) say(`The ${bundle.name} is up to date`);
  }
}
