import type { FunctionResponse } from '../protocol/client-fields.js';
import { ENTITY_NOT_FOUND } from '../protocol/refusal.js';
import { andThen, interrupt, isBusy, replyWhenIdle, startReply } from './session-reply.js';
import type { PendingCall, SessionRules, SessionState, Step } from './session-state.js';

/** Takes the answers to function calls; an answer to an unknown or cancelled call is ignored or ends the session. */
export function takeAnswers(state: SessionState, responses: FunctionResponse[], rules: SessionRules): Step {
  let step: Step = { state, effects: [] };
  for (const response of responses) step = andThen(step, (next) => takeAnswer(next, response, rules));
  return andThen(step, resumeAfterTools);
}

function takeAnswer(state: SessionState, response: FunctionResponse, rules: SessionRules): Step {
  const call = state.pendingCalls.find((pending) => pending.id === response.id);
  if (call === undefined) {
    return { state, effects: rules.strictToolIds ? [{ type: 'refuse', refusal: ENTITY_NOT_FOUND }] : [] };
  }
  const answer = {
    name: call.name,
    args: call.args,
    response: response.response,
    ...(response.willContinue && { willContinue: true }),
  };
  if (call.behavior === 'BLOCKING') {
    const blockingAnswers = [...state.blockingAnswers, answer];
    return { state: { ...settle(state, call), blockingAnswers }, effects: [] };
  }
  const settled = response.willContinue ? state : settle(state, call);
  const prompt = { kind: 'tool-answered' as const, calls: [answer] };
  switch (response.scheduling) {
    case 'SILENT':
      return { state: settled, effects: [] };
    case 'WHEN_IDLE':
      return replyWhenIdle(settled, prompt);
    case 'INTERRUPT':
      if (state.userSpeaking && rules.interruptWaitsForUser) return replyWhenIdle(settled, prompt);
      return andThen(isBusy(settled) ? interrupt(settled) : { state: settled, effects: [] }, (next) =>
        startReply(next, prompt),
      );
  }
}

/** The model no longer wants its calls, and stops what it was saying around them. */
export function takeBackCalls(state: SessionState): Step {
  const ids = state.pendingCalls.map(({ id }) => id);
  if (ids.length === 0) return { state, effects: [] };
  const taken: Step = {
    state: { ...state, pendingCalls: [] },
    effects: [{ type: 'cancel-calls', ids }],
  };
  return andThen(taken, (next) => (isBusy(next) ? interrupt(next) : { state: next, effects: [] }));
}

function settle(state: SessionState, call: PendingCall): SessionState {
  return { ...state, pendingCalls: state.pendingCalls.filter((pending) => pending.id !== call.id) };
}

/** Goes on with the turn once every blocking call is answered and what came before has been sent. */
export function resumeAfterTools(state: SessionState): Step {
  const blocked = state.pendingCalls.some((call) => call.behavior === 'BLOCKING');
  if (state.phase.name !== 'awaiting-tools' || blocked || state.blockingAnswers.length === 0) {
    return { state, effects: [] };
  }
  const prompt = { kind: 'tool-answered' as const, calls: [...state.blockingAnswers] };
  return startReply({ ...state, blockingAnswers: [] }, prompt, state.phase.sent);
}
