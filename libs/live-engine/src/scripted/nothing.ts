/** Whether there is nothing to read in the answer of a function, however it is wrapped. */
export function saysNothing(response: unknown): boolean {
  if (response === null || response === undefined || response === '') return true;
  if (typeof response !== 'object') return false;
  return Object.values(response).every(saysNothing);
}
