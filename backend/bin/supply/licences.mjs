// @ts-check
import { lockedPackages } from './lock.mjs';

/** Licences that ask for nothing but a notice, which the packages carry themselves. */
const ACCEPTED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
]);

/** @typedef {{ licence: string, packages: string[] }} LicenceGroup */

/**
 * What runs in production, by licence; a package in several versions stands once. Builds for one platform have the
 * licence of the package that they are a part of, and the lock does not repeat it.
 * @param {import('./lock.mjs').Lock} lock
 * @returns {LicenceGroup[]}
 */
export function licenceGroups(lock) {
  /** @type {Map<string, Set<string>>} */
  const groups = new Map();
  for (const { name, license, dev, optional } of lockedPackages(lock)) {
    if (dev || (!license && optional)) continue;
    const licence = license ?? 'none stated';
    groups.set(licence, (groups.get(licence) ?? new Set()).add(name));
  }
  return [...groups]
    .map(([licence, names]) => ({ licence, packages: [...names].sort() }))
    .sort((a, b) => b.packages.length - a.packages.length || a.licence.localeCompare(b.licence));
}

/**
 * @param {LicenceGroup[]} groups
 * @param {Record<string, string>} exceptions  why a licence beyond the usual ones is taken, by its SPDX expression
 * @returns {string[]}
 */
export function licenceFaults(groups, exceptions) {
  const isTaken = (/** @type {string} */ licence) =>
    licence in exceptions || choices(licence).some((parts) => parts.every((part) => ACCEPTED.has(part)));
  const faults = groups
    .filter(({ licence }) => !isTaken(licence))
    .map(
      ({ licence, packages }) =>
        `${packages.join(', ')}: licence ${licence}; read it, then say why in compliance/supply-chain.json`,
    );
  const seen = new Set(groups.map(({ licence }) => licence));
  const idle = Object.keys(exceptions).filter((licence) => !seen.has(licence));
  return [
    ...faults,
    ...idle.map((licence) => `compliance/supply-chain.json: nothing is under ${licence} any more`),
  ];
}

/**
 * Of an SPDX expression without inner brackets: what may be chosen between, and the licences that hold together in each.
 * @param {string} expression
 */
const choices = (expression) =>
  expression
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .map((choice) => choice.split(' AND '));

/**
 * The list that stands in the repository.
 * @param {LicenceGroup[]} groups
 * @param {Record<string, string>} exceptions
 */
export function licenceDocument(groups, exceptions) {
  const sections = groups.map(({ licence, packages }) => {
    const why = exceptions[licence] ? `${exceptions[licence]}\n\n` : '';
    return `## ${licence} (${packages.length})\n\n${why}${packages.map((name) => `- ${name}`).join('\n')}\n`;
  });
  return [
    '# Licences of what runs in production',
    '',
    'Written by `npm run supply-chain -- --write` from `package-lock.json`. Each package carries its own notice.',
    '',
    ...sections,
  ].join('\n');
}
