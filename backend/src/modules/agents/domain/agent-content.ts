import { isDeepStrictEqual } from 'node:util';
import { AgentContent } from '@orbisvoice/contracts';

const FIELDS = Object.keys(AgentContent.shape) as (keyof AgentContent)[];
const DEFAULTS: AgentContent = AgentContent.parse({ name: '-', systemPrompt: '-' });

/**
 * The part of an agent that a version keeps, its fields always in the same order. Versions are read by this too and not by
 * the contract's rules: one from before a field existed has that field's default, and no later rule makes one unreadable.
 */
export function contentOf(source: object): AgentContent {
  const known = source as Partial<AgentContent>;
  return Object.fromEntries(FIELDS.map((field) => [field, known[field] ?? DEFAULTS[field]])) as AgentContent;
}

/** Postgres keeps the keys of a `jsonb` in an order of its own, which makes no difference here. */
export const sameContent = (one: Partial<AgentContent>, other: Partial<AgentContent>): boolean =>
  FIELDS.every((field) => isDeepStrictEqual(one[field] ?? DEFAULTS[field], other[field] ?? DEFAULTS[field]));
