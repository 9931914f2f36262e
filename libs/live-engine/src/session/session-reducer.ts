import type { Turn } from '../ports.js';
import {
  andThen,
  cutShort,
  endTurn,
  interrupt,
  isBusy,
  replyToNext,
  replyWhenIdle,
  startReply,
} from './session-reply.js';
import type { Prompt, SessionInput, SessionRules, SessionState, Step } from './session-state.js';
import { resumeAfterTools, takeAnswers, takeBackCalls } from './tool-answers.js';

/** Gemini's turn taking, pure: no clock, no socket. Inputs of an older generation change nothing. */
export function step(state: SessionState, input: SessionInput, rules: SessionRules): Step {
  switch (input.type) {
    case 'speech-start': {
      const speaking = { ...state, userSpeaking: true };
      return rules.interruptible ? interrupt(speaking) : { state: speaking, effects: [] };
    }
    case 'speech-end':
      return { state: { ...state, userSpeaking: false }, effects: [] };
    case 'user-said':
      return answerWords(state, input.text);
    case 'typed':
      return answerTyped(state, input.text, rules);
    case 'content':
      return takeContent(state, input.turns, input.turnComplete, rules);
    case 'tools-answered':
      return takeAnswers(state, input.responses, rules);
    case 'prompted':
      return isBusy(state) || state.userSpeaking
        ? { state, effects: [] }
        : startReply(state, { kind: 'unprompted', index: input.index });
    case 'phantom-interruption':
      return interrupt(state);
    case 'calls-taken-back':
      return takeBackCalls(state);
    case 'cut-short':
      return cutShort(state);
    case 'spoke':
    case 'called':
    case 'generated':
    case 'played':
      return followReply(state, input);
  }
}

type ReplyInput = Extract<SessionInput, { generation: number }>;

function followReply(state: SessionState, input: ReplyInput): Step {
  const { phase } = state;
  if (!('generation' in phase) || phase.generation !== input.generation) return { state, effects: [] };
  if (input.type === 'played') {
    return phase.name === 'playing' ? andThen(endTurn(state, false), replyToNext) : { state, effects: [] };
  }
  if (phase.name !== 'replying') return { state, effects: [] };
  switch (input.type) {
    case 'spoke':
      return { state: { ...state, phase: { ...phase, sent: phase.sent + input.text } }, effects: [] };
    case 'called':
      return {
        state: { ...state, pendingCalls: [...state.pendingCalls, ...input.calls] },
        effects: [
          { type: 'tool-call', calls: input.calls },
          { type: 'resumable', resumable: false },
        ],
      };
    case 'generated':
      if (
        state.pendingCalls.some((call) => call.behavior === 'BLOCKING') ||
        state.blockingAnswers.length > 0
      ) {
        return resumeAfterTools({ ...state, phase: { name: 'awaiting-tools', sent: phase.sent } });
      }
      return {
        state: { ...state, phase: { ...phase, name: 'playing' } },
        effects: [{ type: 'generation-complete' }],
      };
  }
}

/** Answers what was heard, together with words held back while the user went on speaking. */
function answerWords(state: SessionState, text: string): Step {
  const words = [...state.heldWords, text].filter((part) => part !== '');
  if (state.userSpeaking && !isBusy(state)) return { state: { ...state, heldWords: words }, effects: [] };
  return replyWhenIdle({ ...state, heldWords: [] }, { kind: 'user-said', text: words.join(' ') });
}

function answerTyped(state: SessionState, text: string, rules: SessionRules): Step {
  const prompt: Prompt = { kind: 'user-said', text };
  if (!isBusy(state)) return startReply(state, prompt);
  if (!rules.interruptible) return { state: { ...state, queue: [...state.queue, prompt] }, effects: [] };
  return andThen(interrupt(state), (next) => startReply(next, prompt));
}

/** Inserts turns into the history; a completed turn is answered, its last user words being the question. */
function takeContent(state: SessionState, turns: Turn[], complete: boolean, rules: SessionRules): Step {
  if (!complete) return { state: { ...state, history: [...state.history, ...turns] }, effects: [] };
  const last = turns.at(-1);
  const asks = last?.role === 'user';
  const before = asks ? turns.slice(0, -1) : turns;
  const prompt: Prompt = { kind: 'user-said', text: asks ? last.text : '' };
  const stopped = isBusy(state) && rules.contentInterrupts ? interrupt(state) : { state, effects: [] };
  return andThen(stopped, (next) => {
    const seeded = { ...next, history: [...next.history, ...before] };
    return isBusy(seeded)
      ? { state: { ...seeded, queue: [...seeded.queue, prompt] }, effects: [] }
      : startReply(seeded, prompt);
  });
}
