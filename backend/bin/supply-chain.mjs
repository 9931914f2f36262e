#!/usr/bin/env node
// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readJson, writeJson } from './lib/files.mjs';
import { fromRoot } from './lib/paths.mjs';
import { complain, main, red, say } from './lib/print.mjs';
import { run } from './lib/run.mjs';
import { advisoryFaults } from './supply/advisories.mjs';
import { licenceDocument, licenceFaults, licenceGroups } from './supply/licences.mjs';
import { lockedPackages, lockFaults } from './supply/lock.mjs';
import { runtimeFaults, runtimesOf } from './supply/runtimes.mjs';
import { sbomOf } from './supply/sbom.mjs';

const HELP = `npm run supply-chain [-- options]

Looks at everything that comes from others: sources and checksums in the lock file, scripts that would run while
installing, licences, whether the lines of Node are still mended. What is lived with stands in
compliance/supply-chain.json, with reasons and dates.

  --audit        asks the registry for known weaknesses, too; fails where it gives no answer
  --sbom <file>  writes a bill of materials of what runs in production (CycloneDX 1.6)
  --write        writes compliance/licences.md anew
  --help`;

const LICENCES = fromRoot('compliance', 'licences.md');

await main(async () => {
  const { values } = parseArgs({
    options: {
      audit: { type: 'boolean', default: false },
      sbom: { type: 'string' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(HELP);
    return 0;
  }
  const lock = /** @type {import('./supply/lock.mjs').Lock} */ (readJson(fromRoot('package-lock.json')));
  const manifest =
    /** @type {{ name: string, version: string, engines: { node: string }, allowScripts: Record<string, boolean> }} */ (
      readJson(fromRoot('package.json'))
    );
  const accepted =
    /** @type {{ licences: Record<string, string>, advisories: import('./supply/advisories.mjs').AdvisoryException[], runtimes: import('./supply/runtimes.mjs').RuntimeException[] }} */ (
      readJson(fromRoot('compliance', 'supply-chain.json'))
    );

  const today = new Date().toISOString().slice(0, 10);
  const runtimes = runtimesOf(manifest.engines.node, readFileSync(fromRoot('Dockerfile'), 'utf8'));
  const groups = licenceGroups(lock);
  const document = licenceDocument(groups, accepted.licences);
  if (values.write) writeFileSync(LICENCES, document);
  const faults = [
    ...lockFaults(lock, manifest.allowScripts),
    ...licenceFaults(groups, accepted.licences),
    ...runtimeFaults(runtimes, accepted.runtimes, today),
    ...(readFileSync(LICENCES, 'utf8') === document
      ? []
      : ['compliance/licences.md: is old; npm run supply-chain -- --write']),
    ...(values.audit ? advisoryFaults(await auditReport(), accepted.advisories, today) : []),
  ];
  const sbom = sbomOf(lock, { name: manifest.name, version: manifest.version });
  if (values.sbom) writeJson(values.sbom, sbom);

  for (const fault of faults) complain(red(fault));
  say(
    `${lockedPackages(lock).length} packages in the lock, ${sbom.components.length} of them in production under ${groups.length} licences; ` +
      `${values.audit ? 'asked for' : 'not asked for'} known weaknesses; ${faults.length} faults`,
  );
  return faults.length > 0 ? 1 : 0;
});

/** @returns {Promise<import('./supply/advisories.mjs').AuditReport>} */
async function auditReport() {
  const { output } = await run('npm', ['audit', '--omit=dev', '--json', '--loglevel=silent']);
  return JSON.parse(output);
}
