// @ts-check

/**
 * @typedef {object} AdvisoryException  that a known weakness is lived with for a while
 * @property {string} id  GHSA id
 * @property {string} reason  why it does not reach us
 * @property {string} until  last day, YYYY-MM-DD
 */
/** @typedef {{ source?: number, name: string, title: string, url: string, severity: string }} Advisory */
/** @typedef {{ vulnerabilities?: Record<string, { via: (string | Advisory)[] }>, message?: string }} AuditReport */

const GRAVE = new Set(['high', 'critical']);

/**
 * Grave weaknesses of production packages that nobody has excused, and excuses that are over or excuse nothing.
 * @param {AuditReport} report  what `npm audit --omit=dev --json` prints
 * @param {AdvisoryException[]} exceptions
 * @param {string} today  YYYY-MM-DD
 * @returns {string[]}
 * @throws where the registry gave no answer to judge
 */
export function advisoryFaults(report, exceptions, today) {
  if (!report.vulnerabilities)
    throw new Error(`the registry tells no advisories: ${report.message ?? 'no answer'}`);
  const found = Object.values(report.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((via) => typeof via !== 'string');
  const byId = new Map(
    found.filter(({ severity }) => GRAVE.has(severity)).map((advisory) => [idOf(advisory), advisory]),
  );
  const excused = new Map(exceptions.map((exception) => [exception.id, exception]));
  const open = [...byId].flatMap(([id, { name, title, severity }]) => {
    const exception = excused.get(id);
    if (!exception) return [`${name}: ${title} (${severity}, ${id})`];
    return exception.until < today
      ? [`${name}: ${id} was excused until ${exception.until}; mend it or decide anew`]
      : [];
  });
  const idle = exceptions
    .filter(({ id }) => !byId.has(id))
    .map(({ id }) => `compliance/supply-chain.json: ${id} is gone, so may its exception`);
  return [...open, ...idle];
}

/** @param {Advisory} advisory */
const idOf = ({ url, source }) => url.split('/').pop() || String(source);
