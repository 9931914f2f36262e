import type { CallTool, ToolAnswer, ToolRequest } from './input.js';

/** A call of the model on the present connection that has no answer yet. */
export interface PendingTool extends ToolRequest {
  /**
   * Names what is done, whatever the model calls it: the id of the first call that asked for it. A call that repeats a
   * lost one has the same occasion, and so the same effect.
   */
  readonly occasion: string;
  readonly tool: CallTool;
  readonly startedAt: number;
  /** `words`: of the visitor, who has begun to speak, before the confirmed call is believed. */
  readonly waitsFor: 'us' | 'page' | 'words';
  /** What the page was asked with: checked arguments, which may be other than the model's. */
  readonly asked?: Readonly<Record<string, unknown>> | undefined;
  /** The visitor was told that it takes a moment; of a tool in the background, was told anything at all. */
  readonly excused: boolean;
  /** That it takes long stands in the timeline, and once is enough however often it is to be excused. */
  readonly knownSlow: boolean;
}

/** What a call came to that the model may not remember: answered since the last handle, cancelled, or lost. */
export interface PastTool {
  readonly occasion: string;
  /** Name and arguments: by these a repetition is known. */
  readonly key: string;
  readonly name: string;
  /** As the model wrote them; undefined where another gateway began it. */
  readonly args: Readonly<Record<string, unknown>> | undefined;
  /**
   * `stopped`: begun and cancelled, and `elsewhere`: begun by another gateway; only doing it again tells what became of it,
   * and the ledger makes that harmless.
   */
  readonly state: 'running' | 'stopped' | 'elsewhere' | ToolAnswer;
  /** As of a pending one: a page that comes back has to hear the question again. */
  readonly asked?: Readonly<Record<string, unknown>> | undefined;
  /** When it had its answer here. */
  readonly endedAt?: number;
  /** The agent was heard to finish a reply that tells of it: the same again is another wish. */
  readonly told?: true;
  /** When its connection was lost or the model cancelled it; only then a repetition is taken for one. */
  readonly lostAt: number | undefined;
}

/** What a tool in the background has brought, and the agent has not told of yet. */
export interface ToolNews {
  readonly occasion: string;
  readonly name: string;
  readonly answer: ToolAnswer;
  /** When the model learned of it, and on which connection; `asked`: it was told to speak of it. */
  readonly given: { readonly connection: number; readonly at: number; readonly asked: boolean } | undefined;
}

/** One request for the visitor's agreement. */
export interface Gate {
  readonly token: string;
  readonly result: unknown;
  /** The turn in which the agent was heard after it: that is when the visitor was asked. */
  readonly askedIn: number | undefined;
  readonly askedAt: number | undefined;
  /** The visitor said something in a later turn. What it was is for the model to understand. */
  readonly answered: boolean;
}

/** What is known of tools besides the calls that wait. */
export interface ToolMemory {
  /** Ids of this connection that must not be answered again. */
  readonly done: readonly string[];
  readonly past: readonly PastTool[];
  readonly gates: readonly Gate[];
  readonly news: readonly ToolNews[];
  /** Calls since the visitor was last heard. */
  readonly streak: number;
  /** Since when a tool that the conversation waited for has its answer, and the model has not been heard. */
  readonly owesSince: number | undefined;
}

export const NO_TOOLS_USED: ToolMemory = {
  done: [],
  past: [],
  gates: [],
  news: [],
  streak: 0,
  owesSince: undefined,
};

/** The last words of a call that the agent ends: see goodbye.ts. */
export interface Goodbye {
  readonly since: number;
  /** The turn of the visitor's last words; words in a later one mean that there is more to say. */
  readonly turn: number;
  /** Its audio, where all of it has been sent. */
  readonly spoken: { readonly turn: number; readonly sentMs: number } | undefined;
}
