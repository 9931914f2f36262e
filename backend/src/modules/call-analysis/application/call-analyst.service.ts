import { Injectable } from '@nestjs/common';
import type { AnalysisReason, AnalysisSettings } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId } from '../../../platform/database/index.js';
import { USUAL_ATTEMPTS } from '../../../platform/queue/index.js';
import { CallAnalyses, type AnalysisMaterial, type AnalysisRecord } from '../../calls/index.js';
import { costNanos, PRICES_AS_OF } from '../domain/prices.js';
import { answerSchema, answerTokens, findingsOf, TASK } from '../domain/question.js';
import { AnalysisRules } from './analysis-rules.service.js';
import {
  ModelRefused,
  ModelTooSlow,
  ModelUnavailable,
  ModelUnreadable,
  ModelUseless,
  TextModel,
  type ModelUsage,
} from '../text-model.port.js';

/** The last try of the job, four hours after the first, keeps the reason instead of failing once more. */
export const MAX_TRIES = USUAL_ATTEMPTS;
/** What takes too long may be billed each time, and stands in no sum: after so many tries it is not asked again. */
export const MAX_TRIES_OF_SLOW = 4;

const NOTHING = {
  summary: null,
  criteria: [],
  fields: [],
  model: null,
  inputTokens: null,
  outputTokens: null,
  costNanos: null,
  pricesAsOf: null,
} as const;

/** Lets a model read a finished call, as the version of the agent that spoke asks for. */
@Injectable()
export class CallAnalyst {
  constructor(
    private readonly calls: CallAnalyses,
    private readonly rules: AnalysisRules,
    private readonly model: TextModel,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps an analysis, or the reason why there is none. Nothing where the agent wants none.
   * @param attempt counts the tries of this call from 1
   * @throws ModelUnavailable while another try is worth it
   */
  async analyse(tenantId: TenantId, callId: string, attempt: number): Promise<void> {
    const material = await this.calls.material(tenantId, callId);
    if (!material || material.analysed) return;
    await this.keep(tenantId, callId, material, await this.rules.ofCall(tenantId, material), attempt);
  }

  /**
   * The same by the settings of today, in place of what was made of the call before.
   * @throws ModelUnavailable while another try is worth it
   */
  async analyseAgain(tenantId: TenantId, callId: string, attempt: number): Promise<void> {
    const material = await this.calls.material(tenantId, callId);
    if (!material) return;
    await this.keep(tenantId, callId, material, await this.rules.forAgain(tenantId, material), attempt);
  }

  private async keep(
    tenantId: TenantId,
    callId: string,
    material: AnalysisMaterial,
    settings: AnalysisSettings | undefined,
    attempt: number,
  ): Promise<void> {
    if (!settings) return;
    const outcome = await this.outcomeOf(material, settings, attempt);
    const record = { ...outcome, analysedAt: this.clock.now() };
    await this.calls.save(tenantId, callId, material.agentId, record);
  }

  private async outcomeOf(
    material: AnalysisMaterial,
    settings: AnalysisSettings,
    attempt: number,
  ): Promise<Omit<AnalysisRecord, 'analysedAt'>> {
    if (!this.model.available) return without('skipped', 'no_key');
    if (!material.turns.some(({ role }) => role === 'user')) return without('skipped', 'nothing_said');
    try {
      return await this.read(material, settings);
    } catch (error) {
      if (error instanceof ModelUnavailable && attempt < triesOf(error)) throw error;
      // An answer that nobody can use was paid for all the same.
      const usage = error instanceof ModelUseless ? error.usage : undefined;
      return { ...without('failed', reasonOf(error)), ...(usage && spentOn(usage)) };
    }
  }

  private async read(
    { turns, startedAt }: AnalysisMaterial,
    settings: AnalysisSettings,
  ): Promise<Omit<AnalysisRecord, 'analysedAt'>> {
    const text = JSON.stringify({
      startedAt: startedAt?.toISOString() ?? null,
      transcript: turns.map(({ role, text: said }) => ({
        speaker: role === 'user' ? 'visitor' : role,
        said,
      })),
    });
    const question = { task: TASK, text, schema: answerSchema(settings), maxTokens: answerTokens(settings) };
    const answer = await this.model.ask(question);
    const findings = findingsOf(answer.json, settings);
    if (!findings) throw new ModelUnreadable('the answer is not what was asked for', answer);
    return { state: 'done', reason: null, ...findings, ...spentOn(answer) };
  }
}

const triesOf = (error: ModelUnavailable): number =>
  error instanceof ModelTooSlow ? MAX_TRIES_OF_SLOW : MAX_TRIES;

function spentOn({ model, inputTokens, outputTokens }: ModelUsage) {
  const cost = costNanos(model, inputTokens, outputTokens);
  const pricesAsOf = cost === undefined ? null : PRICES_AS_OF;
  return { model, inputTokens, outputTokens, costNanos: cost ?? null, pricesAsOf };
}

const without = (
  state: 'skipped' | 'failed',
  reason: AnalysisReason,
): Omit<AnalysisRecord, 'analysedAt'> => ({
  state,
  reason,
  ...NOTHING,
  criteria: [],
  fields: [],
});

/** @throws what is no word of the model: the job fails then, and tries again. */
function reasonOf(error: unknown): AnalysisReason {
  if (error instanceof ModelUnavailable) return 'unavailable';
  if (error instanceof ModelRefused) return 'refused';
  if (error instanceof ModelUnreadable) return 'unreadable';
  throw error;
}
