import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import { idFrom } from '../domain/digest.js';
import { tiesOf } from '../domain/dossier.js';
import { factSetOf } from '../domain/fact-set.js';
import { flagsIn } from '../domain/flags.js';
import { RULES_VERSION, type Suspicion } from '../domain/risk-rules.js';
import { ofPartner } from '../domain/subjects.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { takeTurns } from '../persistence/locks.js';
import { FactIntake } from './fact-intake.js';

export interface Suspect {
  readonly partnerId: string;
  /** Null: the partner as a whole. */
  readonly tenantId: string | null;
  /** What was looked at; the same rule finds the same thing once, however often it looks. */
  readonly occasion: string;
}

/** Turns suspicions into flags, which are facts like any other. Inside the office. */
@Injectable()
export class Suspicions {
  constructor(
    private readonly facts: FactsRepository,
    private readonly intake: FactIntake,
    private readonly clock: Clock,
  ) {}

  async raise(
    tx: Transaction,
    { partnerId, tenantId, occasion }: Suspect,
    found: readonly Suspicion[],
  ): Promise<void> {
    if (found.length === 0) return;
    await takeTurns(tx, [`suspicion:${partnerId}`]);
    const about = await this.facts.about(tx, [ofPartner(partnerId)]);
    const decided = await this.facts.about(tx, tiesOf(about));
    const flags = flagsIn(factSetOf([...about, ...decided]).facts);
    for (const { rule, evidence } of found) {
      const flagId = idFrom(`flag:${rule}:${partnerId}:${occasion}`);
      const known = flags.some(({ id }) => id === flagId);
      // Somebody looked at just this before and let it pass, as for an agency whose clients share its domain.
      const allowed = flags.some(
        (flag) =>
          flag.rule === rule &&
          flag.verdict === 'dismissed' &&
          evidence.match !== undefined &&
          flag.evidence.match === evidence.match,
      );
      if (known || allowed) continue;
      const at = this.clock.now().getTime();
      const flag = { flagId, partnerId, tenantId, rule, evidence: { ...evidence, rules: RULES_VERSION } };
      await this.intake.take(tx, { type: 'flag.raised', at, ...flag }, 'rules');
    }
  }
}
