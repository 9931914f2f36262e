import type { ScenarioCall } from './scenario.js';

const PLACE = /^\{response\.([\w.]+)\}$/;

const SAID = '{said}';

/**
 * Calls whose arguments take something from the answers before: the token of a tool that asks first, say; or the words
 * that they answer.
 */
export function filledCalls(
  calls: readonly ScenarioCall[],
  responses: readonly unknown[],
  said = '',
): { name: string; args: Record<string, unknown> }[] {
  const last = responses.at(-1);
  const filled = (value: unknown): unknown => {
    if (value === SAID) return said;
    const path = typeof value === 'string' ? PLACE.exec(value)?.[1] : undefined;
    return path === undefined ? value : path.split('.').reduce(inside, last);
  };
  return calls.map(({ name, args }) => ({
    name,
    args: Object.fromEntries(Object.entries(args).map(([key, value]) => [key, filled(value)])),
  }));
}

const inside = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
