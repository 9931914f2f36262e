/** Names of the parts in which records are not all the same; one that is missing somewhere is different. */
export function differingParts(records: readonly Record<string, unknown>[]): ReadonlySet<string> {
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  return new Set(
    [...names].filter((name) => new Set(records.map((record) => JSON.stringify(record[name]))).size > 1),
  );
}
