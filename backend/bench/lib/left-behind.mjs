// @ts-check

/** What 1,000 calls may leave behind besides compiled code; less than this is the noise of caches. */
export const MOST_KB_PER_1000_CALLS = 1_024;
/** Connections and timers that may be open more than before, and so of connections to Postgres by themselves. */
const MOST_HANDLES = 2;

/** After so many calls, with none on. */
/** @typedef {{ minute: number, calls: number, heapKb: number, codeKb: number, handles: number, databaseConnections: number, liveCalls: number }} Rest */

/**
 * What calls have left in a process, and what of it is too much. Nothing is said of memory after one part only, in which
 * caches fill.
 * @param {Rest[]} rests  before the first part, and after each
 */
export function leftBehind(rests) {
  const more = (/** @type {'handles' | 'databaseConnections'} */ what) =>
    (rests.at(-1)?.[what] ?? 0) - (rests[0]?.[what] ?? 0);
  const [handlesLeft, connectionsLeft] = [more('handles'), more('databaseConnections')];
  const kbPer1000Calls = leftBy1000(rests.slice(1));
  const tooMuch = [
    ...(kbPer1000Calls !== undefined && kbPer1000Calls > MOST_KB_PER_1000_CALLS ? ['memory grows'] : []),
    ...(handlesLeft > MOST_HANDLES ? ['handles are left open'] : []),
    ...(connectionsLeft > MOST_HANDLES ? ['connections to Postgres are left open'] : []),
    ...(rests.slice(1).some(({ liveCalls }) => liveCalls !== 0) ? ['calls that are over are held'] : []),
  ];
  return { kbPer1000Calls, handlesLeft, connectionsLeft, tooMuch };
}

/** From the first of these to the last. @param {Rest[]} rests */
function leftBy1000(rests) {
  const [first, last] = [rests[0], rests.at(-1)];
  if (!first || !last || last.calls === first.calls) return undefined;
  return ((last.heapKb - first.heapKb) / (last.calls - first.calls)) * 1_000;
}
