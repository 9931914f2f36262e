import type { ErrorCode, ErrorDetail } from '@orbisvoice/contracts';

export interface ToolFailure {
  code: ErrorCode;
  message: string;
  details?: ErrorDetail[];
}

/** One answer to one call of the model. */
export type ToolOutcome =
  /** `endCall`: the conversation is to end once the agent has said goodbye. */
  | { outcome: 'result'; result: unknown; endCall?: true }
  /** Nothing happened yet. `result` tells the model to ask the visitor and to come back with `token`. */
  | { outcome: 'confirmation'; token: string; result: unknown }
  /** The arguments are good; the page of the call has to act (`tool.started` to `tool.result`). */
  | { outcome: 'page'; args: Readonly<Record<string, unknown>> }
  | { outcome: 'error'; error: ToolFailure };

/** How an effect ended, for the ledger. */
export type ToolEnd =
  | { state: 'succeeded'; result: unknown; endCall?: true }
  /** `mayRepeat`: nothing was done, or doing it again does no harm. */
  | { state: 'failed'; error: ToolFailure; mayRepeat: boolean }
  /** The request left and no answer came back; nobody here knows whether it was acted on. */
  | { state: 'unknown'; error: ToolFailure };

export interface SpokenLine {
  role: 'user' | 'agent';
  text: string;
}

/** What a tool is run with. Arguments are checked already. */
export interface ToolRun {
  args: Readonly<Record<string, unknown>>;
  /** Says which occasion this is; the same occasion has its effect once. */
  occasion: string;
  callId: string | null;
  /** The conversation so far, oldest first; undefined where whoever wished does not know it. */
  transcript: readonly SpokenLine[] | undefined;
  signal: AbortSignal;
}

export const outcomeOf = (end: ToolEnd): ToolOutcome =>
  end.state === 'succeeded'
    ? { outcome: 'result', result: end.result, ...(end.endCall && { endCall: true }) }
    : { outcome: 'error', error: end.error };

export const UNREACHABLE: ToolFailure = { code: 'tool_failed', message: 'The tool could not be reached.' };
export const IN_DOUBT: ToolFailure = {
  code: 'tool_in_doubt',
  message: 'The tool was started and its answer was lost. It may have acted; it is not repeated.',
};
