import type { Turn } from '../ports.js';
import type { FunctionResponse } from '../protocol/client-fields.js';
import type { ToolBehavior } from '../protocol/models.js';
import type { Refusal } from '../protocol/refusal.js';
import type { FunctionCall } from '../protocol/server-message.js';

export interface AnsweredCall {
  name: string;
  args: Record<string, unknown>;
  response: unknown;
  /** More will follow: the function is still at work. */
  willContinue?: boolean;
}

/** What makes the model speak. */
export type Prompt =
  | { kind: 'user-said'; text: string }
  | { kind: 'tool-answered'; calls: AnsweredCall[] }
  | { kind: 'unprompted'; index: number };

/**
 * Where the model's turn stands. A turn may take several generations: one before and one after a blocking call.
 * `sent` is the text that the client has been given so far.
 */
export type Phase =
  | { name: 'idle' }
  /** The mind works or its audio is being sent. */
  | { name: 'replying'; generation: number; sent: string }
  | { name: 'awaiting-tools'; sent: string }
  /** All is sent; the client's playback is still running. */
  | { name: 'playing'; generation: number; sent: string };

export interface PendingCall extends FunctionCall {
  behavior: ToolBehavior;
}

export interface SessionState {
  phase: Phase;
  /** Number of the latest reply; inputs of an older one are stale and ignored. */
  generation: number;
  history: readonly Turn[];
  userSpeaking: boolean;
  /** Words whose answer is held back because the user went on speaking. */
  heldWords: readonly string[];
  pendingCalls: readonly PendingCall[];
  /** Answers to blocking calls, until all have come. */
  blockingAnswers: readonly AnsweredCall[];
  /** Prompts that wait until the model is idle. */
  queue: readonly Prompt[];
}

export interface SessionRules {
  interruptible: boolean;
  contentInterrupts: boolean;
  interruptWaitsForUser: boolean;
  /** Answers to unknown calls end the session instead of being ignored. */
  strictToolIds: boolean;
}

export type SessionInput =
  | { type: 'speech-start' }
  | { type: 'speech-end' }
  | { type: 'user-said'; text: string }
  /** Typed by the user while the call runs. */
  | { type: 'typed'; text: string }
  | { type: 'content'; turns: Turn[]; turnComplete: boolean }
  | { type: 'spoke'; generation: number; text: string }
  | { type: 'called'; generation: number; calls: PendingCall[] }
  | { type: 'generated'; generation: number }
  | { type: 'played'; generation: number }
  | { type: 'tools-answered'; responses: FunctionResponse[] }
  | { type: 'prompted'; index: number }
  /** The model stops although nobody spoke: a known fault of the real one. */
  | { type: 'phantom-interruption' }
  | { type: 'calls-taken-back' }
  /** The model takes its turn for complete in mid-sentence: another. */
  | { type: 'cut-short' };

export type SessionEffect =
  | { type: 'tool-call'; calls: PendingCall[] }
  | { type: 'cancel-calls'; ids: string[] }
  | { type: 'interrupted' }
  | { type: 'generation-complete' }
  | { type: 'turn-complete'; interrupted: boolean }
  | { type: 'resumable'; resumable: boolean }
  | { type: 'start-reply'; generation: number; prompt: Prompt; history: readonly Turn[] }
  | { type: 'stop-reply'; generation: number }
  | { type: 'refuse'; refusal: Refusal };

export interface Step {
  state: SessionState;
  effects: SessionEffect[];
}

export function openSession(history: readonly Turn[] = []): SessionState {
  return {
    phase: { name: 'idle' },
    generation: 0,
    history,
    userSpeaking: false,
    heldWords: [],
    pendingCalls: [],
    blockingAnswers: [],
    queue: [],
  };
}
