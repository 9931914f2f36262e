// @ts-check

/**
 * @typedef {object} RuntimeException  that a Node which nobody mends any more is lived with for a while
 * @property {number} node  its major version
 * @property {string} reason  where it runs, and why it harms nobody there
 * @property {string} owner  who answers for it
 * @property {string} until  last day, YYYY-MM-DD
 */
/** @typedef {{ node: number, where: string }} UsedRuntime */

/** Last days of Node's lines, as its project publishes them (https://github.com/nodejs/Release). @type {Record<number, string>} */
const LAST_DAYS = { 20: '2026-04-30', 22: '2027-04-30', 24: '2028-04-30' };

/** What visitors and their words are entrusted to; nothing excuses an old one there. */
const IMAGE = 'Dockerfile';

/**
 * The lines of Node that the product is run and tested with: the oldest that is promised, and what the image is made from.
 * @param {string} engines  of the root `package.json`
 * @param {string} dockerfile
 * @returns {UsedRuntime[]}
 */
export function runtimesOf(engines, dockerfile) {
  const promised = /^>=(\d+)/.exec(engines)?.[1];
  const images = [...dockerfile.matchAll(/^FROM node:(\d+)/gm)].map(([, major]) => Number(major));
  return [
    { node: Number(promised), where: 'package.json (engines)' },
    ...[...new Set(images)].map((node) => ({ node, where: IMAGE })),
  ];
}

/**
 * Lines of Node that are over and that nobody has excused, and excuses that are over, excuse nothing or have nobody to
 * answer for them.
 * @param {UsedRuntime[]} used
 * @param {RuntimeException[]} exceptions
 * @param {string} today  YYYY-MM-DD
 * @returns {string[]}
 */
export function runtimeFaults(used, exceptions, today) {
  const over = used.filter(({ node }) => (LAST_DAYS[node] ?? '') < today);
  const open = over.flatMap(({ node, where }) => {
    const ended = `${where}: Node ${node} is not mended since ${LAST_DAYS[node] ?? 'a day that nobody wrote down'}`;
    const exception = exceptions.find((one) => one.node === node);
    if (where === IMAGE || !exception) return [ended];
    return exception.until < today ? [`${ended}, which was excused until ${exception.until}`] : [];
  });
  const unsigned = exceptions
    .filter(({ owner, reason }) => !owner || !reason)
    .map(
      ({ node }) => `compliance/supply-chain.json: the exception of Node ${node} needs a reason and an owner`,
    );
  const idle = exceptions
    .filter(({ node }) => !over.some((one) => one.node === node))
    .map(({ node }) => `compliance/supply-chain.json: Node ${node} needs no exception (any more)`);
  return [...open, ...unsigned, ...idle];
}
