// @ts-check
import { CORPUS_ADDRESSES } from './corpus.mjs';

/** Of the public internet; nothing ever reaches them, see watched-network.mjs. */
export const PUBLIC = ['93.184.216.34', '2606:4700::1111'];
const [PUBLIC_V4 = '', PUBLIC_V6 = ''] = PUBLIC;

const OUTCOMES = /** @type {const} */ (['blocked', 'refused', 'unresolvable']);
/** What a team that looks for doors inside would like to tell apart. @typedef {typeof OUTCOMES[number]} Outcome */

/**
 * Names that lead inside, with their answers to one question after another: straight, beside a public address, and after
 * a public one, when the name was looked at already.
 * @returns {Record<string, string[][]>}
 */
export const treacherousNames = () =>
  Object.fromEntries(
    CORPUS_ADDRESSES.flatMap((address, index) => [
      [`straight-${index}.example.com`, [[address]]],
      [`beside-${index}.example.com`, [[index % 2 === 0 ? PUBLIC_V4 : PUBLIC_V6, address]]],
      [`first-${index}.example.com`, [[address, PUBLIC_V4]]],
      [`rebinding-${index}.example.com`, [[PUBLIC_V4], [address]]],
    ]),
  );

/**
 * A name of its own for each try, since whoever fails often at one is not let try again at once.
 * @param {number} rounds
 * @returns {{ outcome: Outcome, name: string, answers: string[][] | undefined }[]}
 */
export const comparedNames = (rounds) =>
  Array.from({ length: rounds }, (_, round) =>
    OUTCOMES.map((outcome) => ({
      outcome,
      name: `${outcome}-${round}.example.com`,
      answers: { blocked: [['10.0.0.1']], refused: [[PUBLIC_V4]], unresolvable: undefined }[outcome],
    })),
  ).flat();
