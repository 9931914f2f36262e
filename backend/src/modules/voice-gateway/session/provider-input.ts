import { aliveWith, farewellSaid, visitorSpoke } from './courtesy.js';
import { become, closeExchange, ensureAgent, settleUser, userSays } from './exchange.js';
import { addMark } from './heard.js';
import { given } from './hearing.js';
import type { InputOf, ProviderInput } from './input.js';
import { dropQuietReply, failed, isTooQuiet, noteSound, unanswered, wasAsked } from './guard.js';
import { answersAnew, interrupted } from './interruption.js';
import { cutLate } from './late-reply.js';
import { measureAnswer, tellAnswer } from './latency.js';
import { goAway, isWell, leaveIfQuiet, openFailed, providerClosed, providerOpened } from './link.js';
import { answered, noteHandle } from './recall.js';
import type { CallState, SessionState } from './state.js';
import type { Emit } from './timers.js';
import { goodbyeSaid, hasParted, nothingToAdd } from './goodbye.js';
import { cancelTools } from './tool-answers.js';
import { toolCalls } from './tool-calls.js';
import { handleReceived, replyFinished } from './tool-memory.js';
import { isBlocked } from './tools.js';
import { appendText, hasSounded, isUnheard, mergeTranscript, type AgentPart, type UserPart } from './turn.js';
import { forgetVoice, isVoiced } from './voice.js';

type Provider<T extends ProviderInput['type']> = InputOf<T>;

/** What the model does. The connection's number has been checked; the reply's number is checked here. */
export function fromProvider(
  call: CallState,
  input: Provider<ProviderInput['type']>,
  emit: Emit,
): SessionState {
  switch (input.type) {
    case 'provider.opened':
      return call.link.phase === 'opening' ? providerOpened(call, input.at, emit) : call;
    case 'provider.open-failed':
      return call.link.phase === 'opening' ? openFailed(call, input, emit) : call;
    case 'provider.closed':
      return call.link.phase === 'opening'
        ? openFailed(call, { ...input, type: 'provider.open-failed' }, emit)
        : providerClosed(call, input, emit);
    default:
      return call.link.phase === 'open'
        ? conversation(alive(call, input), input, emit)
        : ignored(call, input, emit);
  }
}

type Talk = Exclude<
  Provider<ProviderInput['type']>,
  { type: 'provider.opened' | 'provider.open-failed' | 'provider.closed' }
>;
type Linked = CallState & { link: { phase: 'open' } };

function ignored(call: CallState, input: Talk, emit: Emit): CallState {
  if (input.type === 'provider.audio')
    emit({ type: 'drop', what: 'agent-audio', reason: 'stale-connection' });
  // The newest handle is worth having even from a connection that is being left.
  return input.type === 'provider.handle' ? noteHandle(call, input.handle) : call;
}

/** Audio is noted with its reply; of everything else, that it came. */
const alive = (call: CallState, input: Talk): CallState =>
  input.type === 'provider.audio' ? call : { ...call, guard: { ...call.guard, providerAt: input.at } };

function conversation(call: CallState, input: Talk, emit: Emit): SessionState {
  if (call.link.phase !== 'open') return call;
  const linked = call as Linked;
  switch (input.type) {
    case 'provider.audio':
      return audio(linked, input, emit);
    case 'provider.said':
      return isCut(linked, input.generation) ? call : said(linked, input, emit);
    case 'provider.heard':
      return heard(call, input, emit);
    case 'provider.interrupted':
      return leaveIfQuiet(interrupted(linked, input.generation, input.at, emit), input.at, emit);
    case 'provider.generation-complete':
      return isCut(linked, input.generation) ? call : settleUser(allArrived(call), emit);
    case 'provider.turn-complete':
      return isCut(linked, input.generation) ? call : turnComplete(linked, input, emit);
    case 'provider.tool-calls':
      return toolCalls(isWell(call), input, emit);
    case 'provider.tools-cancelled':
      return cancelTools(call, input.ids, input.at, emit);
    case 'provider.handle':
      return handleReceived(noteHandle(call, input.handle));
    case 'provider.usage':
      return leaveIfQuiet(answered(call, input, emit), input.at, emit);
    case 'provider.go-away':
      return goAway(call, input, emit);
  }
}

/** The model puts into words what it hears: also a visitor whose voice is too soft for us. */
function heard(call: CallState, { text, at }: Provider<'provider.heard'>, emit: Emit): CallState {
  const { startedAt } = call.speech;
  const merge = (soFar: UserPart) => mergeTranscript(soFar.text, text, startedAt > soFar.endedAt);
  const here = visitorSpoke({ ...call, lastActivityAt: at }, emit);
  const said = userSays(here, { at, typed: false, merge }, emit);
  // While a reply is heard, these may be the last words of what it answers.
  const asks = said.name === 'listening' && !said.speech.active && at >= said.hearing.until;
  return asks && text.trim() !== '' ? become(said, 'thinking', emit) : said;
}

/** From now on the length of the reply's audio is known, and with it the place of its last words. */
const allArrived = (call: CallState): CallState => {
  const { exchange } = call;
  if (!exchange?.agent) return call;
  return { ...call, exchange: { ...exchange, agent: { ...exchange.agent, complete: true } } };
};

const isCut = (call: Linked, generation: number): boolean => generation <= call.link.cutGeneration;

function audio(call: Linked, input: Provider<'provider.audio'>, emit: Emit): SessionState {
  if (isCut(call, input.generation)) {
    emit({ type: 'drop', what: 'agent-audio', reason: 'interrupted' });
    return call;
  }
  const entered = ensureAgent(call as CallState, input.generation, input.at, emit);
  const opened = answersAnew(entered) ? cutLate(entered, input.at, emit) : entered;
  const { exchange } = opened;
  const first = exchange.agent.firstAudioAt === undefined;
  const latency = first ? measureAnswer(opened, input, exchange.turn) : exchange.agent.latency;
  const told = first && latency ? tellAnswer(latency, input.at, emit) : opened.sounding;
  // What the client has played of this turn tells nothing of the answer where a filler of ours came before it.
  const sounding = first && exchange.agent.sentMs > 0 ? undefined : told;
  const spoken: CallState = first
    ? { ...isWell(forgetVoice(opened, emit)), speech: { ...opened.speech, ended: undefined } }
    : opened;
  const speaking = spoken.name === 'speaking' ? spoken : become(spoken, 'speaking', emit);
  emit({ type: 'play-audio', turn: exchange.turn, audio: input.audio });
  const agent = {
    ...exchange.agent,
    generation: input.generation,
    firstAudioAt: exchange.agent.firstAudioAt ?? input.at,
    sentMs: exchange.agent.sentMs + input.audio.durationMs,
    endedAt: input.at,
    latency,
  };
  const guard = first ? { ...speaking.guard, quietMs: 0, audible: false } : speaking.guard;
  const { durationMs, quiet = false } = input.audio;
  const heard: CallState = {
    ...speaking,
    hearing: given(speaking.hearing, exchange.turn, durationMs, input.at),
    lastActivityAt: aliveWith(speaking, input.at),
    guard,
    sounding,
    exchange: { ...exchange, agent },
  };
  const noted = noteSound(heard, durationMs, quiet, input.at, emit);
  return quiet && isTooQuiet(noted) ? dropQuietReply(noted, input.at, emit) : noted;
}

function said(call: Linked, input: Provider<'provider.said'>, emit: Emit): CallState {
  const opened = ensureAgent(call as CallState, input.generation, input.at, emit);
  const { exchange } = opened;
  const text = appendText(exchange.agent.text, input.text);
  const message = { type: 'transcript', role: 'agent', turn: exchange.turn, text, final: false } as const;
  emit({ type: 'send', message });
  const marks = addMark(exchange.agent.marks, exchange.agent.sentMs, exchange.agent.text.length);
  return { ...opened, exchange: { ...exchange, agent: { ...exchange.agent, text, marks } } };
}

/** The model neither says that all has come, nor do the words end as a sentence does. */
const isBrokenOff = ({ complete, sentMs, text }: AgentPart): boolean =>
  !complete && sentMs > 0 && /[\p{L}\p{N},;:–-]\s*$/u.test(text);

/** A model that can talk while tools run ends the turn of the call itself at once; its answer is a turn of its own. */
function callsOnly(call: Linked, generation: number): boolean {
  const agent = call.exchange?.agent;
  if (!agent || hasSounded(agent) || agent.generation !== generation) return false;
  const owes = call.tools.size > 0 || call.toolMemory.owesSince !== undefined || call.goodbye !== undefined;
  return owes && call.facts.tools.some(({ modelTalks }) => modelTalks);
}

/** What the model says next is not joined to words that nobody has heard. */
function withoutUnheard(call: CallState): CallState {
  const { exchange } = call;
  if (!exchange?.agent || !isUnheard(exchange.agent)) return call;
  return { ...call, exchange: { ...exchange, agent: { ...exchange.agent, text: '', marks: [] } } };
}

function turnComplete(call: Linked, input: Provider<'provider.turn-complete'>, emit: Emit): SessionState {
  const { exchange } = call;
  const pending = isBlocked(call);
  if (callsOnly(call, input.generation)) return become(withoutUnheard(call), 'thinking', emit);
  const owed = call.name === 'thinking' && !pending && !call.speech.active;
  const empty = owed && !hasSounded(exchange?.agent) && (exchange !== undefined || wasAsked(call));
  if (empty && hasParted(call)) return nothingToAdd(call as CallState, input.at, emit);
  if (empty) return unanswered(settleUser(call as CallState, emit), 'empty-turn', input.at, emit);
  const told = farewellSaid(goodbyeSaid(call as CallState, input.at, emit), input.at, emit);
  const brokenOff = exchange?.agent !== undefined && isBrokenOff(exchange.agent);
  const closed = closeExchange(brokenOff ? told : replyFinished(told), { at: input.at }, emit);
  if (brokenOff) return failed(closed, 'cut-turn', input.at, emit);
  const next = become(closed, pending || isAsked(closed) ? 'thinking' : 'listening', emit);
  return leaveIfQuiet(next, input.at, emit);
}

/** The visitor has asked something else during the reply, and did not interrupt it. */
const isAsked = ({ exchange, speech }: CallState): boolean =>
  !speech.active && exchange?.user !== undefined && (exchange.user.typed || isVoiced(speech));
