import type { Conflict, FactSet } from './fact-set.js';
import type { Fact } from './fact.js';
import { ofTenant, subjectsOf } from './subjects.js';

/** Subjects that tie facts of different teams together without being a team or a partner themselves. */
const TIES = /^(invoice|address|flag):/;

/** Subjects through which more facts concern the same referral: refunds by their invoice, decisions by their flag. */
export const tiesOf = (facts: Iterable<Fact>): string[] => [
  ...new Set([...facts].flatMap(subjectsOf).filter((subject) => TIES.test(subject))),
];

/** Finds in a large set the few facts that matter to one referral, as the database does by its index. */
export class FactIndex {
  private readonly facts = new Map<string, Set<Fact>>();
  private readonly conflicts = new Map<string, Set<Conflict>>();

  constructor({ facts, conflicts }: FactSet) {
    for (const fact of facts) for (const subject of subjectsOf(fact)) add(this.facts, subject, fact);
    for (const conflict of conflicts)
      for (const subject of conflict.variants.flatMap(subjectsOf)) add(this.conflicts, subject, conflict);
  }

  dossierOf(tenantId: string): FactSet {
    const own = [...(this.facts.get(ofTenant(tenantId)) ?? [])];
    const subjects = [ofTenant(tenantId), ...tiesOf(own)];
    const all = <T>(index: ReadonlyMap<string, ReadonlySet<T>>) => [
      ...new Set(subjects.flatMap((subject) => [...(index.get(subject) ?? [])])),
    ];
    return { facts: all(this.facts), conflicts: all(this.conflicts) };
  }
}

function add<T>(index: Map<string, Set<T>>, subject: string, item: T): void {
  const known = index.get(subject);
  if (known) known.add(item);
  else index.set(subject, new Set([item]));
}
