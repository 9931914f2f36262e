import type { Turn } from '../ports.js';
import type { Prompt, SessionState, Step } from './session-state.js';

const quiet = (state: SessionState): Step => ({ state, effects: [] });

/** Does `next` after `step`, keeping the effects in order. */
export function andThen(step: Step, next: (state: SessionState) => Step): Step {
  const following = next(step.state);
  return { state: following.state, effects: [...step.effects, ...following.effects] };
}

export function isBusy(state: SessionState): boolean {
  return state.phase.name !== 'idle';
}

/** Starts the next reply. `sent` carries on within one turn, after a blocking call. */
export function startReply(state: SessionState, prompt: Prompt, sent = ''): Step {
  const generation = state.generation + 1;
  const said: Turn[] =
    prompt.kind === 'user-said' && prompt.text !== '' ? [{ role: 'user', text: prompt.text }] : [];
  return {
    state: {
      ...state,
      generation,
      history: [...state.history, ...said],
      phase: { name: 'replying', generation, sent },
    },
    effects: [{ type: 'start-reply', generation, prompt, history: state.history }],
  };
}

/** Says it now if nobody speaks, else as soon as the model is idle. */
export function replyWhenIdle(state: SessionState, prompt: Prompt): Step {
  return replyToNext({ ...state, queue: [...state.queue, prompt] });
}

/** Takes the next waiting prompt: the user's words go before news from tools, else first come, first served. */
export function replyToNext(state: SessionState): Step {
  if (isBusy(state) || state.userSpeaking) return quiet(state);
  const prompt = state.queue.find((waiting) => waiting.kind === 'user-said') ?? state.queue[0];
  if (prompt === undefined) return quiet(state);
  return startReply({ ...state, queue: state.queue.filter((waiting) => waiting !== prompt) }, prompt);
}

/** Ends the model's turn; history keeps only the words that were sent. */
export function endTurn(state: SessionState, interrupted: boolean): Step {
  if (state.phase.name === 'idle') return quiet(state);
  const text = state.phase.sent.trim();
  const history: readonly Turn[] = text === '' ? state.history : [...state.history, { role: 'model', text }];
  return {
    state: { ...state, history, phase: { name: 'idle' }, blockingAnswers: [] },
    effects: [
      { type: 'turn-complete', interrupted },
      { type: 'resumable', resumable: state.pendingCalls.length === 0 },
    ],
  };
}

/** Ends a turn in mid-sentence as if it were complete: no `generationComplete`, and no interruption. */
export function cutShort(state: SessionState): Step {
  if (state.phase.name !== 'replying') return quiet(state);
  const stopped: Step = { state, effects: [{ type: 'stop-reply', generation: state.phase.generation }] };
  return andThen(stopped, (next) => endTurn(next, false));
}

/**
 * Stops the model in mid-turn, in Gemini's order: cancelled calls, `interrupted`, `turnComplete` (no
 * generationComplete). Non-blocking calls live on: they belong to no turn.
 */
export function interrupt(state: SessionState): Step {
  if (state.phase.name === 'idle') return quiet(state);
  const ids = state.pendingCalls.filter((call) => call.behavior === 'BLOCKING').map((call) => call.id);
  const pendingCalls = state.pendingCalls.filter((call) => call.behavior !== 'BLOCKING');
  const stopped: Step = {
    state: { ...state, pendingCalls },
    effects: [
      ...(state.phase.name === 'awaiting-tools'
        ? []
        : [{ type: 'stop-reply' as const, generation: state.phase.generation }]),
      ...(ids.length > 0 ? [{ type: 'cancel-calls' as const, ids }] : []),
      { type: 'interrupted' },
    ],
  };
  return andThen(stopped, (next) => endTurn(next, true));
}
