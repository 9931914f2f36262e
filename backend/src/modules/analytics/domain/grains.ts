export const QUARTER_MS = 15 * 60_000;
export const HOUR_MS = 4 * QUARTER_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Lengths of buckets, in minutes as the table names them, the longest first. */
export const GRAINS = [
  { minutes: 1440, ms: DAY_MS },
  { minutes: 60, ms: HOUR_MS },
  { minutes: 15, ms: QUARTER_MS },
] as const;

/** Whole buckets of one grain. */
export interface Piece {
  minutes: number;
  from: number;
  to: number;
}

/** A stretch between two quarter hours as the fewest buckets: days inside, hours around them, quarters at the ends. */
export function piecesOf(
  from: number,
  to: number,
  grains: readonly { minutes: number; ms: number }[] = GRAINS,
): Piece[] {
  const [grain, ...finer] = grains;
  if (from >= to || !grain) return [];
  const first = Math.ceil(from / grain.ms) * grain.ms;
  const last = Math.floor(to / grain.ms) * grain.ms;
  if (first >= last) return piecesOf(from, to, finer);
  return [
    ...piecesOf(from, first, finer),
    { minutes: grain.minutes, from: first, to: last },
    ...piecesOf(last, to, finer),
  ];
}
