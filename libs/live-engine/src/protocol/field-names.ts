// proto3 JSON takes lowerCamelCase and the original snake_case names alike. Below these keys lies the caller's own
// JSON, which keeps its spelling.
const OPAQUE = new Set(['args', 'response', 'parameters', 'parametersJsonSchema', 'labels', 'data']);

/** Spells every field name in camelCase, except inside the values that belong to the caller. */
export function camelise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelise);
  if (value === null || typeof value !== 'object') return value;
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const name = camelName(key);
    result[name] = OPAQUE.has(name) ? inner : camelise(inner);
  }
  return result;
}

export function camelName(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function snakeName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
