import { sha256 } from '../../../platform/crypto/index.js';

/** The same for the same arguments in whatever order a model writes them. */
export const argsDigest = (toolId: string, args: unknown): Buffer =>
  sha256(JSON.stringify([toolId, ordered(args)]));

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // As pairs: an object would put keys that look like numbers first and lose `__proto__`.
  return ['object', entries.map(([key, item]) => [key, ordered(item)])];
}
