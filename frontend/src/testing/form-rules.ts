/**
 * What forms fetch with their first check, one after the other: jest's loader loses modules that two imports want at the
 * same moment.
 */
export async function loadFormRules(): Promise<void> {
  await import('@orbisvoice/contracts');
  await import('@hookform/resolvers/zod');
  await import('../lib/zod-setup.js');
}
