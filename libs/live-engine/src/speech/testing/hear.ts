import {
  EAR_SAMPLE_RATE,
  type EarEvent,
  type EarSettings,
  type MindInput,
  type Performer,
} from '../../ports.js';
import { concatFloats, floatsFromPcm16, pcm16FromFloats } from '../audio/pcm.js';
import { Resampler } from '../audio/resample.js';

export const EAR_SETTINGS: EarSettings = {
  prefixPaddingMs: 90,
  silenceDurationMs: 500,
  startSensitivity: 'high',
  endSensitivity: 'high',
};

const CHUNK = 640;

/**
 * Pushes sound as fast as it will go, a second of silence around it, and waits for the words of every turn. A turn that
 * the client marks comes last and tells that all others were answered; it is left out of the result.
 */
export function hear(
  performer: Performer,
  samples: Float32Array,
): Promise<{ events: EarEvent[]; text: string }> {
  const events: EarEvent[] = [];
  const silence = new Float32Array(EAR_SAMPLE_RATE);
  const pcm = Buffer.from(pcm16FromFloats(concatFloats([silence, samples, silence])).buffer);
  return new Promise((resolve) => {
    const ear = performer.listen(EAR_SETTINGS, (event) => {
      events.push(event);
      const ended = events.filter(({ type }) => type === 'speech-end').length;
      const answered = events.filter(({ type }) => type === 'utterance').length;
      if (ended !== answered) return;
      const last = events.findLastIndex(({ type }) => type === 'speech-start');
      if (!isMarked(events, last)) return;
      ear.close();
      const heard = events.filter(
        (each, at) => at < last || (each.type === 'utterance' && at !== events.length - 1),
      );
      const words = heard.flatMap((each) => (each.type === 'utterance' && each.text ? [each.text] : []));
      resolve({ events: heard, text: words.join(' ') });
    });
    for (let at = 0; at < pcm.length; at += CHUNK) ear.push(pcm.subarray(at, at + CHUNK));
    ear.flush();
    ear.begin();
    ear.flush();
  });
}

/** The marked turn starts and ends at one moment of the audio; no other turn can. */
function isMarked(events: EarEvent[], start: number): boolean {
  const begun = events[start];
  const end = events.findLast(({ type }) => type === 'speech-end');
  return begun?.type === 'speech-start' && end?.type === 'speech-end' && begun.atMs === end.atMs;
}

export async function answerTo(
  performer: Performer,
  input: MindInput,
): Promise<{ text: string; pcm24k: Buffer }> {
  let text = '';
  const parts: Buffer[] = [];
  for await (const part of performer.mind.reply(input, new AbortController().signal)) {
    if (part.type !== 'speech') throw new Error('a function was called');
    text += part.text;
    parts.push(part.pcm24k);
  }
  return { text, pcm24k: Buffer.concat(parts) };
}

/** What the agent said, as a microphone of 16 kHz would bring it. */
export function atEarRate(pcm24k: Buffer): Float32Array {
  return new Resampler(2, 3).process(floatsFromPcm16(pcm24k));
}
