import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  RelayDatabase,
  TenantDatabase,
  type TenantId,
  type Transaction,
} from '../../../platform/database/index.js';
import { sameDigest } from '../../../platform/crypto/index.js';
import { AppError } from '../../../platform/http/index.js';
import { IN_DOUBT, outcomeOf, type ToolEnd, type ToolOutcome } from '../domain/tool-outcome.js';
import { isUnknownCall } from '../persistence/unknown-call.js';
import {
  InvocationsRepository,
  type BegunTool,
  type Invocation,
  type NewInvocation,
} from '../persistence/invocations.repository.js';

/** Longer than any tool may take. Whoever has not finished by then has died. */
const LIFE_MS = 20_000;
const LOOK_EVERY_MS = 100;
const KEEP_DAYS = 30;
/** Of one call, as many are told to the gateway that takes it over. */
const BEGUN_KEPT = 20;

/** Who may act: `run` was never begun before, or does no harm again. */
export type Claim = { kind: 'run'; id: string } | { kind: 'answered'; outcome: ToolOutcome };

/** Effects at most once: each is written down before it happens, and a second one with its key gets its answer. */
@Injectable()
export class ToolLedger {
  constructor(
    private readonly database: TenantDatabase,
    private readonly relay: RelayDatabase,
    private readonly invocations: InvocationsRepository,
  ) {}

  /**
   * Waits where the same is under way, here or in another process.
   * @throws AppError `idempotency_key_reused`, `call_not_found`, `taken_over`
   */
  async claim(tenantId: TenantId, wish: NewInvocation): Promise<Claim> {
    for (;;) {
      const claim = await this.begin(tenantId, wish, (tx, earlier) =>
        this.afterEarlier(tx, tenantId, earlier),
      );
      if (claim) return claim;
      await sleep(LOOK_EVERY_MS);
    }
  }

  /**
   * For what the page of a call does: it may be asked twice by the same name, which it knows again, and answers once.
   * @throws AppError as `claim`
   */
  async ask(tenantId: TenantId, wish: NewInvocation): Promise<Claim> {
    const claim = await this.begin(tenantId, wish, (_tx, earlier) => {
      if (earlier.state !== 'started') return Promise.resolve(answered(earlier));
      return Promise.resolve(earlier.sameKey ? { kind: 'run', id: earlier.id } : ASKED_ALREADY);
    });
    return claim ?? { kind: 'run', id: wish.id };
  }

  /** Whether this was begun before, with these arguments. */
  async knows(
    tenantId: TenantId,
    wish: Pick<NewInvocation, 'idempotencyKey' | 'argsDigest'>,
  ): Promise<boolean> {
    const { idempotencyKey, argsDigest } = wish;
    const earlier = await this.database.withTenant(tenantId, (tx) =>
      this.invocations.find(tx, tenantId, { idempotencyKey, confirmation: null }),
    );
    return earlier !== undefined && sameDigest(earlier.argsDigest, argsDigest);
  }

  /** What was begun in a call under keys that begin with `prefix`, and did not end longer ago than `withinMs`. */
  begunIn(tenantId: TenantId, callId: string, prefix: string, withinMs: number): Promise<BegunTool[]> {
    const which = { callId, prefix, withinMs, limit: BEGUN_KEPT };
    return this.database.withTenant(tenantId, (tx) => this.invocations.begunIn(tx, tenantId, which));
  }

  /** What came of what was begun under this key. Nothing is begun by asking. */
  async endOf(tenantId: TenantId, idempotencyKey: string): Promise<ToolOutcome | undefined> {
    for (;;) {
      const begun = await this.database.withTenant(tenantId, (tx) =>
        this.invocations.find(tx, tenantId, { idempotencyKey, confirmation: null }),
      );
      if (!begun?.running) return begun && outcomeIn(begun);
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** The page's answer to what it was asked under this key; the first one stands. */
  async pageAnswered(tenantId: TenantId, idempotencyKey: string, outcome: ToolOutcome): Promise<void> {
    const state = outcome.outcome === 'error' ? 'failed' : 'succeeded';
    await this.database.withTenant(tenantId, async (tx) => {
      const asked = await this.invocations.find(tx, tenantId, { idempotencyKey, confirmation: null });
      const end = { state, mayRepeat: false, outcome: JSON.stringify(outcome) } as const;
      if (asked) await this.invocations.finish(tx, tenantId, asked.id, end);
    });
  }

  /** Nothing may be begun by a gateway that has lost the call; undefined where it has to be looked at once more. */
  private async begin(
    tenantId: TenantId,
    wish: NewInvocation,
    afterEarlier: (tx: Transaction, earlier: Invocation) => Promise<Claim | undefined>,
  ): Promise<Claim | undefined> {
    try {
      return await this.database.withTenant(tenantId, async (tx): Promise<Claim | undefined> => {
        if (!(await this.invocations.holdCall(tx, tenantId, wish))) throw new AppError('taken_over');
        if (await this.invocations.begin(tx, tenantId, wish, LIFE_MS)) return { kind: 'run', id: wish.id };
        const earlier = await this.invocations.find(tx, tenantId, wish);
        if (!earlier) return undefined;
        if (!sameDigest(earlier.argsDigest, wish.argsDigest)) throw new AppError('idempotency_key_reused');
        return afterEarlier(tx, earlier);
      });
    } catch (error) {
      if (isUnknownCall(error)) throw new AppError('call_not_found', { cause: error });
      throw error;
    }
  }

  private async afterEarlier(
    tx: Transaction,
    tenantId: TenantId,
    earlier: Invocation,
  ): Promise<Claim | undefined> {
    if (earlier.running) return undefined;
    if (earlier.state === 'succeeded' || !earlier.mayRepeat) return answered(earlier);
    const again = await this.invocations.beginAgain(tx, tenantId, earlier.id, LIFE_MS);
    return again ? { kind: 'run', id: earlier.id } : undefined;
  }

  async finish(tenantId: TenantId, id: string, end: ToolEnd): Promise<void> {
    const { state } = end;
    const mayRepeat = state === 'failed' && end.mayRepeat;
    const outcome = JSON.stringify(outcomeOf(end));
    await this.database.withTenant(tenantId, (tx) =>
      this.invocations.finish(tx, tenantId, id, { state, mayRepeat, outcome }),
    );
  }

  async deleteOld(): Promise<void> {
    await this.relay.run((tx) => this.invocations.deleteOlderThan(tx, KEEP_DAYS));
  }
}

/** One agreement is for one question, whatever names the model gives to its calls. */
const ASKED_ALREADY: Claim = {
  kind: 'answered',
  outcome: {
    outcome: 'error',
    error: {
      code: 'conflict',
      message: 'This is being done already. Wait for the answer to the first call.',
    },
  },
};

const answered = (begun: Invocation): Claim => ({ kind: 'answered', outcome: outcomeIn(begun) });

function outcomeIn({ state, outcome }: Invocation): ToolOutcome {
  if (outcome !== null) return JSON.parse(outcome) as ToolOutcome;
  // Begun and never finished; or finished, and erased with its call.
  return state === 'succeeded' ? { outcome: 'result', result: null } : { outcome: 'error', error: IN_DOUBT };
}
