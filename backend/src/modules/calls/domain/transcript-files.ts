import type { SpeakerRole } from '@orbisvoice/contracts';

export interface TimedTurn {
  role: SpeakerRole;
  text: string;
  interrupted: boolean;
  startedAt: Date;
  endedAt: Date;
}

export interface TranscriptHead {
  agentName: string;
  /** Times are counted from here. */
  startedAt: Date;
}

/** Players drop cues without length. */
const LEAST_CUE_MS = 500;

/** The call as a person reads it, with the time of each turn. Turns that were cut off hold what was heard. */
export function transcriptAsText(
  { agentName, startedAt }: TranscriptHead,
  turns: readonly TimedTurn[],
): string {
  const lines = turns.map(({ role, text, interrupted, startedAt: at }) => {
    const speaker = role === 'agent' ? agentName : 'Visitor';
    const clock = stamp(at.getTime() - startedAt.getTime()).slice(0, 8);
    return `[${clock}] ${speaker}: ${oneLine(text)}${interrupted ? ' [cut off]' : ''}`;
  });
  return [`Call with ${agentName}, ${startedAt.toISOString()}`, '', ...lines, ''].join('\n');
}

/** WebVTT, one cue a turn, in the order in which they began. */
export function transcriptAsVtt(
  { agentName, startedAt }: TranscriptHead,
  turns: readonly TimedTurn[],
): string {
  const start = startedAt.getTime();
  const cues = turns
    .map(({ role, text, startedAt: from, endedAt: to }) => ({
      from: Math.max(0, from.getTime() - start),
      to: Math.max(0, to.getTime() - start),
      voice: role === 'agent' ? agentName : 'Visitor',
      text,
    }))
    .sort((one, other) => one.from - other.from)
    .map(
      ({ from, to, voice, text }, index) =>
        `${index + 1}\n${stamp(from)} --> ${stamp(Math.max(to, from + LEAST_CUE_MS))}\n<v ${markup(voice)}>${markup(text)}`,
    );
  return ['WEBVTT', ...cues, ''].join('\n\n');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** An empty line would end the cue, and an arrow or a tag would be read as one. */
const markup = (text: string): string =>
  oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** hh:mm:ss.ttt */
function stamp(ms: number): string {
  const pad = (value: number, length = 2) => String(Math.floor(value)).padStart(length, '0');
  const whole = Math.max(0, ms);
  return `${pad(whole / 3_600_000)}:${pad((whole / 60_000) % 60)}:${pad((whole / 1_000) % 60)}.${pad(whole % 1_000, 3)}`;
}
