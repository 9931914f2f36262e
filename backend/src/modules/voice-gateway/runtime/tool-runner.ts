import { AppError } from '../../../platform/http/index.js';
import type { Logger } from '../../../platform/logging/index.js';
import type { TenantId } from '../../../platform/database/index.js';
import type { SpokenLine, ToolFailure, ToolOutcome, ToolsFacade } from '../../tools/index.js';
import type { Effect } from '../session/effect.js';
import type { ToolSettled } from '../session/input.js';

type InvokeTool = Extract<Effect, { type: 'invoke-tool' }>;

export interface ToolUser {
  readonly tenantId: TenantId;
  readonly agentId: string;
  readonly callId: string;
}

/** Of a long conversation the end matters to whoever takes it over. */
const LINES_KEPT = 200;

/**
 * Carries out what the model of one call asks for, through the same door as `POST /agents/:id/tools/:toolId/invoke`. An
 * occasion's key is the same on every gateway, so that the ledger knows it again.
 */
export class ToolRunner {
  private readonly running = new Map<string, AbortController>();
  private readonly pending = new Set<Promise<void>>();
  private lines: readonly SpokenLine[] = [];

  constructor(
    private readonly tools: Pick<ToolsFacade, 'invoke'>,
    private readonly user: ToolUser,
    private readonly report: (occasion: string, outcome: ToolSettled) => void,
    private readonly logger: Pick<Logger, 'error'>,
  ) {}

  /** Words that tools which hand the visitor over pass on. */
  spoken(line: SpokenLine): void {
    if (line.text !== '') this.lines = [...this.lines, line].slice(-LINES_KEPT);
  }

  /** Always followed by one report. */
  invoke(effect: InvokeTool): void {
    const abort = new AbortController();
    this.running.set(effect.occasion, abort);
    const run = this.outcome(effect, abort.signal).then((outcome) => {
      this.pending.delete(run);
      if (this.running.get(effect.occasion) === abort) this.running.delete(effect.occasion);
      this.report(effect.occasion, outcome);
    });
    this.pending.add(run);
  }

  abort(occasion: string): void {
    this.running.get(occasion)?.abort();
  }

  /** What was begun goes on after the call and stands in the ledger; resolves when all of it is there. */
  async idle(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  private async outcome(
    { occasion, name, args, saying }: InvokeTool,
    signal: AbortSignal,
  ): Promise<ToolSettled> {
    const { tenantId, agentId, callId } = this.user;
    const transcript = [...this.lines, ...saying].slice(-LINES_KEPT);
    const wish = {
      agentId,
      callId,
      toolName: name,
      args,
      idempotencyKey: `${callId}:${occasion}`,
      transcript,
    };
    try {
      return settled(await this.tools.invoke(tenantId, wish, signal));
    } catch (error) {
      if (!(error instanceof AppError)) this.logger.error('a tool broke off', { err: error });
      const code = error instanceof AppError ? error.code : 'internal';
      return { kind: 'error', code, error: 'The tool cannot be used just now. Go on without it.' };
    }
  }
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
