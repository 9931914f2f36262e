import { become, closeExchange, ensureAgent, settleUser, userSays } from './exchange.js';
import { addMark } from './heard.js';
import { LATENCY_WINDOW_MS } from './limits.js';
import type { InputOf, ProviderInput } from './input.js';
import { dropQuietReply, failed, isTooQuiet, noteSound, suspectPhantom, wasAsked } from './guard.js';
import { goAway, leaveIfQuiet, openFailed, providerClosed, providerOpened } from './link.js';
import type { CallState, SessionState } from './state.js';
import type { Emit } from './timers.js';
import { cancelTools, toolCalls } from './tools.js';
import { appendText, heardMs, mergeTranscript, type AgentPart } from './turn.js';

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
  if (input.type === 'provider.handle' && call.link.phase === 'leaving')
    return { ...call, link: { ...call.link, handle: input.handle } };
  return call;
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
      return userSays(
        { ...call, lastActivityAt: input.at },
        input.at,
        (s) => mergeTranscript(s, input.text),
        emit,
      );
    case 'provider.interrupted':
      return interrupted(linked, input, emit);
    case 'provider.generation-complete':
      return isCut(linked, input.generation) ? call : settleUser(allArrived(call), emit);
    case 'provider.turn-complete':
      return isCut(linked, input.generation) ? call : turnComplete(linked, input, emit);
    case 'provider.tool-calls':
      return toolCalls(call, input, emit);
    case 'provider.tools-cancelled':
      return cancelTools(call, input.ids, emit);
    case 'provider.handle':
      return { ...call, link: { ...call.link, handle: input.handle } };
    case 'provider.go-away':
      return goAway(call, input, emit);
  }
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
  const opened = ensureAgent(call as CallState, input.generation, input.at, emit);
  const { exchange } = opened;
  const first = exchange.agent.firstAudioAt === undefined;
  const latency = first ? measure(opened, input, exchange.turn, emit) : exchange.agent.latency;
  const spoken: CallState = first ? { ...opened, speech: { ...opened.speech, ended: undefined } } : opened;
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
  const heard = { ...speaking, guard, lastActivityAt: input.at, exchange: { ...exchange, agent } };
  const { durationMs, quiet = false } = input.audio;
  const noted = noteSound(heard, durationMs, quiet, input.at, emit);
  return quiet && isTooQuiet(noted) ? dropQuietReply(noted, input.at, emit) : noted;
}

/** End of the visitor's speech to this first audio, and how much of it was spent in the gateway. */
function measure(call: CallState, input: Provider<'provider.audio'>, turn: number, emit: Emit) {
  const ended = call.speech.ended;
  if (!ended || input.at - ended.at > LATENCY_WINDOW_MS) return undefined;
  const voiceToVoiceMs = Math.max(0, Math.round(input.at - ended.at));
  const gatewayMs = Math.round((ended.uplinkMs + Math.max(0, input.at - input.receivedAt)) * 10) / 10;
  const latency = { turn, voiceToVoiceMs, gatewayMs };
  emit({ type: 'send', message: { type: 'latency', ...latency } });
  emit({ type: 'measure-latency', latency });
  const data = { voiceToVoiceMs, gatewayMs };
  emit({ type: 'record-event', at: input.at, kind: 'turn.latency', turn, data });
  return latency;
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

/** One input, one list of effects: flush the client, mark what was spoken, drop what still comes of this reply. */
function interrupted(call: Linked, input: Provider<'provider.interrupted'>, emit: Emit): CallState {
  if (isCut(call, input.generation)) return call;
  const cut: CallState = { ...call, link: { ...call.link, cutGeneration: input.generation } };
  const exchange = cut.exchange;
  const kind = exchange?.agent ? 'turn.interrupted' : 'provider.interrupted-nothing';
  const heard = exchange?.agent ? heardMs(exchange.agent, input.at) : 0;
  const turn = exchange?.turn ?? null;
  emit({ type: 'record-event', at: input.at, kind, turn, data: { heardMs: heard } });
  if (!exchange?.agent) return cut;
  emit({ type: 'send', message: { type: 'interrupted', turn: exchange.turn, heardMs: heard } });
  const closed = closeExchange(cut, { at: input.at, heardMs: heard }, emit);
  // Short words are over before the interruption arrives: then it is the model's turn already.
  const asked = closed.speech.ended !== undefined && !closed.speech.active;
  const next = become(closed, asked ? 'thinking' : 'listening', emit);
  return leaveIfQuiet(suspectPhantom(next, input.at, emit), emit);
}

/** The model neither says that all has come, nor do the words end as a sentence does. */
const isBrokenOff = ({ complete, sentMs, text }: AgentPart): boolean =>
  !complete && sentMs > 0 && /[\p{L}\p{N},;:–-]\s*$/u.test(text);

function turnComplete(call: Linked, input: Provider<'provider.turn-complete'>, emit: Emit): SessionState {
  const { exchange } = call;
  const pending = call.tools.size > 0;
  const owed = call.name === 'thinking' && !pending && !call.speech.active;
  if (owed && !exchange?.agent && (exchange || wasAsked(call)))
    return failed(settleUser(call as CallState, emit), 'empty-turn', input.at, emit);
  const closed: CallState = closeExchange(call as CallState, { at: input.at }, emit);
  if (exchange?.agent && isBrokenOff(exchange.agent)) return failed(closed, 'cut-turn', input.at, emit);
  return leaveIfQuiet(become(closed, pending ? 'thinking' : 'listening', emit), emit);
}
