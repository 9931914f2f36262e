import { farewellPlayed, visitorSpoke } from './courtesy.js';
import { endCall } from './ending.js';
import { become, ensureExchange, closeExchange, settleUser, userSays } from './exchange.js';
import { played } from './hearing.js';
import { takesInput } from './held-input.js';
import { cutIn, isOurs } from './interruption.js';
import { lookAtLate } from './late-reply.js';
import { HELD_TEXTS, WAIT_MS } from './limits.js';
import type { InputOf, SessionInput } from './input.js';
import { firstSound } from './latency.js';
import { leaveIfQuiet } from './link.js';
import type { CallState, SessionState } from './state.js';
import { comesBack, goesAway, park } from './presence.js';
import { keepVoice } from './voice.js';
import { startTimer, type Emit } from './timers.js';
import { goodbyePlayed } from './goodbye.js';
import { pageAnswered } from './tool-answers.js';
import type { UserPart } from './turn.js';

export type CallClientInput = Extract<SessionInput, { type: `client.${string}` | `speech.${string}` }>;

/** What the visitor does during a call. */
export function fromClient(call: CallState, input: CallClientInput, emit: Emit): SessionState {
  switch (input.type) {
    case 'client.hello':
      return violation(call, input.at, 'malformed_message', 'hello was already received', emit);
    case 'client.audio':
      return audio(call, input, emit);
    case 'client.text':
      return text(call, input, emit);
    case 'client.mic':
      return mic(call, input.state, emit);
    case 'client.playback':
      return playback(firstSound(call, input, emit), input, emit);
    case 'client.underrun':
      return underrun(call, input, emit);
    case 'client.tool-result':
      return pageAnswered({ ...call, lastActivityAt: input.at }, input, emit);
    case 'client.end':
      return endCall(call, { at: input.at, reason: 'client_ended' }, emit);
    case 'client.violation':
      return violation(call, input.at, input.code, input.message, emit);
    case 'client.behind':
      return behind(call, input, emit);
    case 'client.gone':
      return gone(call, input, emit);
    case 'client.returned':
      return comesBack(call, input, emit);
    case 'speech.started':
      return speechStarted(call, input.at, emit);
    case 'speech.ended':
      return speechEnded(call, input, emit);
  }
}

const violation = (
  call: CallState,
  at: number,
  code: InputOf<'client.violation'>['code'],
  message: string,
  emit: Emit,
) => endCall(call, { at, reason: 'error', error: { code, message } }, emit);

function gone(call: CallState, input: InputOf<'client.gone'>, emit: Emit): SessionState {
  const { at, cause } = input;
  emit({ type: 'record-event', at, kind: 'client.gone', turn: null, data: { cause } });
  if (cause === 'closed') return endCall(call, { at, reason: 'client_ended', clientGone: true }, emit);
  return goesAway(call, at, cause === 'too-slow' ? 'client_too_slow' : undefined, emit);
}

function behind(call: CallState, input: InputOf<'client.behind'>, emit: Emit): SessionState {
  const { at } = input;
  if (call.visitor === 'away') return park(call, at, emit);
  const data = { lagMs: Math.round(input.lagMs) };
  emit({ type: 'record-event', at, kind: 'client.too-slow', turn: call.exchange?.turn ?? null, data });
  return goesAway(call, at, 'client_too_slow', emit);
}

function audio(call: CallState, input: InputOf<'client.audio'>, emit: Emit): SessionState {
  if (call.facts.consent === 'missing')
    return endCall(call, { at: input.at, reason: 'error', error: { code: 'consent_required' } }, emit);
  if (call.mic === 'muted') emit({ type: 'drop', what: 'mic-audio', reason: 'muted' });
  else if (takesInput(call))
    emit({ type: 'forward-audio', connection: call.link.connection, audio: input.audio });
  else emit({ type: 'hold-audio', audio: input.audio });
  return call;
}

function text(call: CallState, input: InputOf<'client.text'>, emit: Emit): SessionState {
  const at = input.at;
  const heard = cutIn(call, at, emit);
  // Typed words are whole: they never join a spoken part that is still growing.
  const apart = heard.exchange?.agent ? settleUser(heard, emit) : closeExchange(heard, { at }, emit);
  const merge = (soFar: UserPart) => `${soFar.text} ${input.text}`.trim();
  // What comes now answers these words, and nobody has waited for it since they last spoke.
  const speech = { ...apart.speech, ended: undefined };
  const here = visitorSpoke({ ...apart, speech, lastActivityAt: at }, emit);
  const said = userSays(here, { at, typed: true, merge }, emit);
  const settled = said.exchange?.agent ? said : settleUser(ensureExchange(said, at, emit), emit);
  const asked = settled.name === 'listening' ? become(settled, 'thinking', emit) : settled;
  if (takesInput(asked)) {
    emit({ type: 'provider-text', connection: asked.link.connection, text: input.text });
    return asked;
  }
  if (asked.heldTexts.length < HELD_TEXTS) return { ...asked, heldTexts: [...asked.heldTexts, input.text] };
  emit({ type: 'drop', what: 'input', reason: 'too-many' });
  return asked;
}

function mic(call: CallState, state: 'muted' | 'open', emit: Emit): SessionState {
  // The end of the stream lets the model answer what was said until now; sending again re-opens it.
  if (state === 'muted' && call.mic === 'open' && takesInput(call))
    emit({ type: 'end-audio', connection: call.link.connection });
  return { ...call, mic: state };
}

function playback(
  call: CallState,
  { turn, playedMs, at }: InputOf<'client.playback'>,
  emit: Emit,
): CallState {
  const heard: CallState = { ...call, hearing: played(call.hearing, turn, playedMs, at) };
  return lookAtLate(farewellPlayed(goodbyePlayed(heard, at, emit), at, emit), at, emit);
}

function underrun(call: CallState, input: InputOf<'client.underrun'>, emit: Emit): CallState {
  const { at, turn, times } = input;
  emit({ type: 'record-event', at, kind: 'client.underrun', turn, data: { times } });
  return call;
}

function speechStarted(call: CallState, at: number, emit: Emit): CallState {
  const speech = { active: true, startedAt: at, ended: undefined };
  const apart = isTrailing(call) ? closeExchange(call, { at }, emit) : call;
  const timers = isOurs(apart, at) ? startTimer(apart.timers, emit, 'cut-in', WAIT_MS.cutIn) : apart.timers;
  return { ...keepVoice(apart, at, emit), lastActivityAt: at, speech, timers };
}

/** Words whose transcript came after the reply to them: what the visitor says now is another turn. */
const isTrailing = ({ name, exchange, speech }: CallState): boolean =>
  name === 'listening' && !speech.active && exchange?.user !== undefined && !exchange.agent;

function speechEnded(call: CallState, input: InputOf<'speech.ended'>, emit: Emit): SessionState {
  const { startedAt } = call.speech;
  const voicedMs = Math.max(0, input.endedAt - startedAt);
  const ended = { at: input.endedAt, uplinkMs: input.uplinkMs, voicedMs };
  const next = { ...call, lastActivityAt: input.at, speech: { active: false, startedAt, ended } };
  if (call.facts.ownTurns && takesInput(call))
    emit({ type: 'end-activity', connection: call.link.connection });
  return next.name === 'listening' ? leaveIfQuiet(become(next, 'thinking', emit), input.at, emit) : next;
}
