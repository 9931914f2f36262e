import { pcmDurationMs, type CallSession } from '@orbisvoice/contracts';
import { isLive, type Caption, type TurnLatency, type VoiceCall } from '@orbisvoice/voice-client/headless';
import type { Conversation } from './conversation.js';
import type { Sound } from './wav.js';

/** What `npm run call -- --json` prints. */
export interface CallReport {
  callId: string;
  agent: { id: string; name: string };
  answered: boolean;
  /** What the agent said after the question, without its greeting. */
  answer: string;
  transcript: Pick<Caption, 'turn' | 'role' | 'text' | 'interrupted'>[];
  latency: {
    /** Asking for the ticket to `ready`. */
    setupMs: number;
    /** End of the question to the first sound of the answer, at the caller's ear. */
    heardAfterMs: number | undefined;
    /** As the gateway measured them. */
    turns: readonly TurnLatency[];
  };
  audio: { file: string | undefined; durationMs: number };
  endReason: string | undefined;
}

export function buildReport(facts: {
  session: CallSession;
  call: VoiceCall;
  conversation: Conversation;
  setupMs: number;
  turns: readonly TurnLatency[];
  recording: Sound;
  out: string | undefined;
}): CallReport {
  const { session, call, conversation, recording } = facts;
  const transcript = call.state.captions.map(({ turn, role, text, interrupted }) => ({
    turn,
    role,
    text,
    interrupted,
  }));
  const asked = transcript.findIndex(({ role }) => role === 'user');
  return {
    callId: session.callId,
    agent: { id: session.agent.id, name: session.agent.name },
    answered: conversation.answered,
    answer: transcript
      .filter(({ role }, index) => role === 'agent' && index > asked && asked !== -1)
      .map(({ text }) => text)
      .join(' '),
    transcript,
    latency: { setupMs: facts.setupMs, heardAfterMs: conversation.heardAfterMs, turns: facts.turns },
    audio: {
      file: facts.out,
      durationMs: Math.round(pcmDurationMs(recording.samples.length * 2, recording.sampleRate)),
    },
    endReason: isLive(call.state) || call.state.phase !== 'ended' ? undefined : call.state.reason,
  };
}

export function describeReport(report: CallReport): string {
  const words = report.transcript.map(
    ({ role, text, interrupted }) =>
      `  ${(role === 'user' ? 'You' : report.agent.name).padEnd(16)}${text}${interrupted ? ' …' : ''}`,
  );
  const turns = report.latency.turns.map(
    ({ turn, voiceToVoiceMs, gatewayMs }) =>
      `turn ${turn}: ${Math.round(voiceToVoiceMs)} ms (gateway ${gatewayMs.toFixed(1)} ms)`,
  );
  const heard = report.latency.heardAfterMs;
  return [
    ...words,
    '',
    `  Call            ${report.callId}`,
    `  Set-up          ${report.latency.setupMs} ms`,
    `  Voice to voice  ${turns.join(', ') || 'not measured'}${heard === undefined ? '' : `; heard after ${heard} ms`}`,
    `  Answer          ${(report.audio.durationMs / 1000).toFixed(1)} s${report.audio.file ? ` in ${report.audio.file}` : ''}`,
  ].join('\n');
}
