// @ts-check

/**
 * A request that was let through: asked and answered, in ms. It was counted somewhere in between.
 * @typedef {readonly [begunMs: number, answeredMs: number]} Passed
 */

/**
 * How many passed in the fullest window of this length, wherever it begins: only what certainly lies in it, since it was
 * begun and answered in it. Above the limit is a fault of the limiter and of nothing else.
 * @param {readonly Passed[]} passed
 * @param {number} windowMs
 */
export function fullestWindow(passed, windowMs) {
  const begun = passed.map(([from]) => from).sort((a, b) => a - b);
  const byAnswer = [...passed].sort(([, a], [, b]) => a - b);
  let most = 0;
  for (const from of begun) {
    let inside = 0;
    for (const [begunAt, answeredAt] of byAnswer) {
      if (answeredAt >= from + windowMs) break;
      if (begunAt >= from) inside += 1;
    }
    most = Math.max(most, inside);
  }
  return most;
}

/**
 * How many passed in the emptiest window: everything that may lie in it. Below the limit, where somebody asked all the
 * time, is a fault of the limiter.
 * @param {readonly Passed[]} passed
 * @param {number} windowMs
 * @param {readonly [fromMs: number, toMs: number]} span  in which somebody asked all the time
 */
export function emptiestWindow(passed, windowMs, [fromMs, toMs]) {
  // Only right after a request was certainly counted a window can hold less than any window shortly before.
  const starts = [fromMs, ...passed.map(([, answered]) => answered)].filter(
    (at) => at >= fromMs && at + windowMs <= toMs,
  );
  let least = Infinity;
  for (const start of starts) {
    const inside = passed.filter(([begun, answered]) => answered >= start && begun < start + windowMs);
    least = Math.min(least, inside.length);
  }
  return least;
}
