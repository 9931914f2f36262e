import { AppError } from '../../../platform/http/index.js';
import type { Logger } from '../../../platform/logging/index.js';
import type { TenantId } from '../../../platform/database/index.js';
import type { SpokenLine, ToolFailure, ToolOutcome, ToolsFacade } from '../../tools/index.js';
import type { Effect } from '../session/effect.js';
import type { CallBefore, ToolAnswer, ToolSettled } from '../session/input.js';

type InvokeTool = Extract<Effect, { type: 'invoke-tool' }>;

export interface ToolUser {
  readonly tenantId: TenantId;
  readonly agentId: string;
  readonly callId: string;
  /** The number under which this gateway has the call. */
  readonly epoch: number;
}

/** What becomes of what was asked for. */
export interface ToolListener {
  settled(occasion: string, outcome: ToolSettled): void;
  /** Somebody else has the call by now, and nothing was begun. */
  lost(): void;
}

/** A visitor may be away for a minute, and a model may ask again within another. */
const MAY_BE_REPEATED_MS = 120_000;
/** Of a long conversation the end matters to whoever takes it over. */
const LINES_KEPT = 200;

/**
 * Carries out what the model of one call asks for, through the same door as `POST /agents/:id/tools/:toolId/invoke`. An
 * occasion's key is the same on every gateway, so that the ledger knows it again.
 */
export class ToolRunner {
  private readonly running = new Map<string, AbortController>();
  private readonly pending = new Set<Promise<void>>();
  private lines: readonly SpokenLine[];

  /** @param before What was said in the call while other gateways had it. */
  constructor(
    private readonly tools: Pick<ToolsFacade, 'invoke' | 'pageAnswered' | 'endOf'>,
    private readonly user: ToolUser,
    private readonly listener: ToolListener,
    private readonly logger: Pick<Logger, 'error'>,
    before: readonly SpokenLine[],
  ) {
    this.lines = before.filter(({ text }) => text !== '').slice(-LINES_KEPT);
  }

  /** Words that tools which hand the visitor over pass on. */
  spoken(line: SpokenLine): void {
    if (line.text !== '') this.lines = [...this.lines, line].slice(-LINES_KEPT);
  }

  /** Always followed by one report. */
  invoke(effect: InvokeTool): void {
    const abort = new AbortController();
    this.running.set(effect.occasion, abort);
    const run = this.outcome(effect, abort.signal).then((outcome) => {
      if (this.running.get(effect.occasion) === abort) this.running.delete(effect.occasion);
      this.listener.settled(effect.occasion, outcome);
    });
    this.track(run);
  }

  /** Another gateway began it, and the ledger knows what becomes of it. */
  await(occasion: string): void {
    const { tenantId, callId } = this.user;
    const ended = this.tools
      .endOf(tenantId, keyOf(callId, occasion))
      .then((outcome) => {
        if (outcome) this.listener.settled(occasion, settled(outcome));
      })
      .catch((error: unknown) => this.logger.error('the end of a tool was not found out', { err: error }));
    this.track(ended);
  }

  /** The page has answered. Where that cannot be written down, another gateway may ask the page once more. */
  keep(occasion: string, answer: ToolAnswer): void {
    const { tenantId, callId } = this.user;
    const told = answer.kind === 'error' ? { error: answer.error } : { result: answer.result };
    const kept = this.tools
      .pageAnswered(tenantId, keyOf(callId, occasion), told)
      .catch((error: unknown) => this.logger.error('the answer of a page was not kept', { err: error }));
    this.track(kept);
  }

  abort(occasion: string): void {
    this.running.get(occasion)?.abort();
  }

  /** What was begun goes on after the call and stands in the ledger; resolves when all of it is there. */
  async idle(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  private track(work: Promise<void>): void {
    const pending = work.finally(() => this.pending.delete(pending));
    this.pending.add(pending);
  }

  private async outcome(
    { occasion, name, args, saying }: InvokeTool,
    signal: AbortSignal,
  ): Promise<ToolSettled> {
    const { tenantId, agentId, callId, epoch } = this.user;
    const transcript = [...this.lines, ...saying].slice(-LINES_KEPT);
    const wish = {
      agentId,
      callId,
      epoch,
      toolName: name,
      args,
      idempotencyKey: keyOf(callId, occasion),
      transcript,
    };
    try {
      return settled(await this.tools.invoke(tenantId, wish, signal));
    } catch (error) {
      if (error instanceof AppError && error.code === 'taken_over') this.listener.lost();
      if (!(error instanceof AppError)) this.logger.error('a tool broke off', { err: error });
      const code = error instanceof AppError ? error.code : 'internal';
      return { kind: 'error', code, error: 'The tool cannot be used just now. Go on without it.' };
    }
  }
}

const keyOf = (callId: string, occasion: string): string => `${callId}:${occasion}`;

/** What earlier owners of a call began in it, the oldest first. */
export async function begunBefore(
  tools: Pick<ToolsFacade, 'begunIn'>,
  { tenantId, callId }: Pick<ToolUser, 'tenantId' | 'callId'>,
): Promise<CallBefore['begun']> {
  const begun = await tools.begunIn(tenantId, callId, MAY_BE_REPEATED_MS);
  return begun.reverse().map(({ idempotencyKey, toolId, argsDigest, finishedAt }) => ({
    occasion: idempotencyKey.slice(keyOf(callId, '').length),
    toolId,
    digest: argsDigest.toString('hex'),
    endedAt: finishedAt?.getTime(),
  }));
}

function settled(outcome: ToolOutcome): ToolSettled {
  switch (outcome.outcome) {
    case 'result':
      return { kind: 'result', result: outcome.result, endCall: outcome.endCall ?? false };
    case 'confirmation':
      return { kind: 'confirmation', token: outcome.token, result: outcome.result };
    case 'page':
      return { kind: 'ask-page', args: outcome.args };
    case 'error':
      return { kind: 'error', code: outcome.error.code, error: wordsOf(outcome.error) };
  }
}

/** With the faults of single arguments, so that the model can mend them. */
function wordsOf({ message, details = [] }: ToolFailure): string {
  return [message, ...details.map((detail) => `${detail.path}: ${detail.message}`)].join('\n');
}
