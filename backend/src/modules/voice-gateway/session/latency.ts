import { LATENCY_WINDOW_MS } from './limits.js';
import type { InputOf } from './input.js';
import type { CallState } from './state.js';
import type { Emit } from './timers.js';
import type { Sounding, TurnLatency } from './turn.js';

const tenths = (ms: number): number => Math.round(Math.max(0, ms) * 10) / 10;

/**
 * End of the visitor's speech to this first audio, by its parts. Undefined where the audio answers no
 * speech, or speech of long ago.
 */
export function measureAnswer(
  call: CallState,
  input: InputOf<'provider.audio'>,
  turn: number,
): TurnLatency | undefined {
  const ended = call.speech.ended;
  if (!ended || input.at - ended.at > LATENCY_WINDOW_MS) return undefined;
  const voiceToVoiceMs = Math.max(0, Math.round(input.at - ended.at));
  const uplinkMs = tenths(ended.uplinkMs);
  const downlinkMs = tenths(input.at - input.receivedAt);
  const gatewayMs = tenths(uplinkMs + downlinkMs);
  return {
    turn,
    voiceToVoiceMs,
    gatewayMs,
    uplinkMs,
    modelMs: tenths(voiceToVoiceMs - gatewayMs),
    downlinkMs,
  };
}

/** Tells the client, the metrics and the timeline of an answer, and waits for word of its first sound. */
export function tellAnswer(latency: TurnLatency, at: number, emit: Emit): Sounding {
  const { turn, voiceToVoiceMs, gatewayMs, uplinkMs, modelMs, downlinkMs } = latency;
  const parts = { uplinkMs, modelMs, downlinkMs };
  emit({ type: 'send', message: { type: 'latency', turn, voiceToVoiceMs, gatewayMs, parts } });
  emit({ type: 'measure-latency', latency });
  const data = { voiceToVoiceMs, gatewayMs, ...parts };
  emit({ type: 'record-event', at, kind: 'turn.latency', turn, data });
  return { turn, leftAt: at, voiceToVoiceMs };
}

/**
 * The client has played something of a reply: when did it begin to sound? Its word travels for a moment, so the part is
 * an upper bound, by one way through the network.
 */
export function firstSound(call: CallState, input: InputOf<'client.playback'>, emit: Emit): CallState {
  const { sounding } = call;
  if (!sounding || input.playedMs <= 0 || input.turn < sounding.turn) return call;
  const told = { ...call, sounding: undefined };
  if (input.turn > sounding.turn) return told;
  const playbackMs = tenths(input.at - input.playedMs - sounding.leftAt);
  const voiceToEarMs = tenths(sounding.voiceToVoiceMs + playbackMs);
  emit({ type: 'measure-first-sound', playbackMs, voiceToEarMs });
  const data = { playbackMs, voiceToEarMs };
  emit({ type: 'record-event', at: input.at, kind: 'turn.first-sound', turn: input.turn, data });
  return told;
}
