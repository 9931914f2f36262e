// @ts-check
import { complain, dim, say, seconds } from '../lib/print.mjs';
import { bundleAll } from './bundle.mjs';
import { compile, compileTargets } from './compile.mjs';

/**
 * Brings every output up to date; says a line per part that had to be made.
 * @param {{ quiet?: boolean, bundles?: boolean }} [options]  quiet: say nothing where nothing had to be done;
 *   bundles: false leaves out what only browsers need
 */
export async function buildAll(options = {}) {
  // A quiet build is a means to an end whose own output may be read by a program: it speaks on standard error.
  const tell = options.quiet ? complain : say;
  const startedAt = performance.now();
  const compiled = await Promise.all(compileTargets().map(compile));
  const total = compiled.reduce((sum, part) => sum + part.total, 0);
  const changed = compiled.reduce((sum, part) => sum + part.changed, 0);
  if (changed > 0 || !options.quiet)
    tell(`Compiled ${changed} of ${total} files ${dim(`(${seconds(performance.now() - startedAt)})`)}`);

  if (options.bundles === false) return;
  const bundledAt = performance.now();
  for (const bundle of await bundleAll()) {
    if (bundle.changed) {
      say(`Bundled the ${bundle.name} ${dim(`(${seconds(performance.now() - bundledAt)})`)}`);
      for (const note of bundle.notes) say(dim(note));
    } else if (!options.quiet) tell(`The ${bundle.name} is up to date`);
  }
}
