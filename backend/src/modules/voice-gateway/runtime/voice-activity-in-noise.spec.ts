import { describe, expect, it } from '@jest/globals';
import { PATIENCE_MS } from '@orbisvoice/contracts';
import {
  atRms,
  babble,
  frames,
  mix,
  NOISES,
  sample,
  span,
  speechRms,
} from '../../../../bench/lib/noisy-speech.mjs';
import { VoiceActivity } from './voice-activity.js';

const LEAD_MS = 3_000;
const TAIL_MS = 3_000;
const FRAME_MS = 20;
const { startMs, silenceMs } = PATIENCE_MS.balanced;
const SETTINGS = { startMs, endMs: silenceMs };
const QUESTIONS = ['question-opening-hours.wav', 'question-returns.wav', 'question-booking.wav'].map(
  (name) => ({
    samples: sample(name),
    ...span(sample(name)),
  }),
);

const ROOMS: typeof NOISES = { ...NOISES, babble };

/** What is noticed of a question over a noise, and the moments of the question itself. */
function listen(question: (typeof QUESTIONS)[number], noise: string, aboveDb: number, seed: number) {
  const lengthMs = LEAD_MS + question.samples.length / 16 + TAIL_MS;
  const make = ROOMS[noise];
  if (!make) throw new Error(`no noise is called ${noise}`);
  const level = speechRms(question.samples) / 10 ** (aboveDb / 20);
  const room = atRms(make(Math.floor(lengthMs * 16), seed), level);
  const activity = new VoiceActivity(SETTINGS);
  const events = frames(
    mix(lengthMs, [
      [0, room],
      [LEAD_MS, question.samples],
    ]),
  ).flatMap((pcm, index) => {
    const at = (index + 1) * FRAME_MS;
    const event = activity.push(pcm, at);
    return event ? [{ type: event.type, at }] : [];
  });
  return { events, from: LEAD_MS + question.fromMs, to: LEAD_MS + question.toMs };
}

describe.each([
  { aboveDb: 20, withinMs: 300 },
  { aboveDb: 10, withinMs: 300 },
  // As loud as this, a soft first word drowns, and the turn begins with the next that stands out.
  { aboveDb: 5, withinMs: 2_000 },
])('a question $aboveDb dB above the room', ({ aboveDb, withinMs }) => {
  it.each(Object.keys(NOISES))('is one turn to its last word, and nothing else is, in %s noise', (noise) => {
    for (const [index, question] of QUESTIONS.entries()) {
      const { events, from, to } = listen(question, noise, aboveDb, 7_919 + index);
      expect(events.map((event) => event.type)).toEqual(['started', 'ended']);
      const [started, ended] = events;
      expect(started?.at).toBeGreaterThan(from);
      expect(started?.at).toBeLessThan(from + withinMs);
      expect(ended?.at).toBeGreaterThan(to);
      expect(ended?.at).toBeLessThan(to + silenceMs + 200);
    }
  });
});

describe.each([20, 10])('a question %i dB above other people who talk in the room', (aboveDb) => {
  it('is where the turn begins, and not before', () => {
    for (const [index, question] of QUESTIONS.entries()) {
      const { events, from } = listen(question, 'babble', aboveDb, 7_919 + index);
      const [started] = events;
      expect(started?.type).toBe('started');
      expect(started?.at).toBeGreaterThan(from);
      expect(started?.at).toBeLessThan(from + 300);
    }
  });
});
