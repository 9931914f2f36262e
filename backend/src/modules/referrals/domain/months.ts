/** The same day and time `months` later in UTC; where that month is shorter, its last day. */
export function addMonths(at: number, months: number): number {
  const from = new Date(at);
  const moved = new Date(at);
  moved.setUTCMonth(from.getUTCMonth() + months);
  if (moved.getUTCDate() !== from.getUTCDate()) moved.setUTCDate(0);
  return moved.getTime();
}
