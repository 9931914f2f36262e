import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EAR_SAMPLE_RATE, type MindInput, type Performer } from '../ports.js';
import { concatFloats, floatsFromPcm16 } from './audio/pcm.js';
import { createSpeechPerformer } from './index.js';
import { compileWorkers } from './testing/compile-workers.js';
import { DEMO_PROMPT } from './testing/demo-prompt.js';
import { answerTo, atEarRate, hear } from './testing/hear.js';
import { atLevel, brownNoise, knocks, mixed, sine, whiteNoise } from './testing/signals.js';
import { measureVoice } from './testing/voice-measures.js';
import { wordErrors } from './testing/word-error-rate.js';
import { Synthesiser } from './voice/synthesiser.js';
import { SPOKEN_VOICES, voiceShape } from './voice/voice-table.js';
import { wasm } from './voice/wasm.js';
import { loadWeight } from './weights.js';

jest.setTimeout(120_000);

const SENTENCES = [
  'What are your opening hours on Saturday?',
  'Can I bring back a book that I bought last week?',
  'How much does the delivery cost?',
  'I would like to speak to a person, please.',
  'Please tell me where I can find your shop.',
  'The weather is very nice in the summer.',
  'Could you send the invoice to my office?',
  'My train leaves at half past seven in the morning.',
];

const synthesiser = new Synthesiser(new wasm.Module(loadWeight('flite').bytes));
const spoken = (text: string, voice = 'Orus') =>
  floatsFromPcm16(synthesiser.say(text, voiceShape(voice), EAR_SAMPLE_RATE));

function said(text: string, extra: Partial<MindInput> = {}): MindInput {
  const input = {
    systemInstruction: DEMO_PROMPT,
    voiceName: 'Puck',
    languageCode: 'en-US',
    tools: [],
    history: [],
  };
  return { ...input, ...extra, kind: 'user-said', text } as MindInput;
}

async function holdsACall(performer: Performer): Promise<void> {
  const question = await hear(performer, spoken('What are your opening hours on Saturday?'));
  expect(question.events.map(({ type }) => type)).toEqual(['speech-start', 'speech-end', 'utterance']);
  const answer = await answerTo(performer, said(question.text));
  expect(answer.text).toBe('On Saturday we are open from ten to four.');
  const heard = await hear(performer, atEarRate(answer.pcm24k));
  expect(heard.text.toLowerCase()).toMatch(/saturday.*open.*(?:ten|10).*(?:four|4)/);
}

describe('the speech performer', () => {
  let performer: Performer;
  beforeAll(async () => {
    performer = await createSpeechPerformer({ workers: compileWorkers() });
  });
  afterAll(() => performer.close());

  it('hears a question, answers it from the prompt, and is understood', () => holdsACall(performer));

  it('understands clean speech with few errors', async () => {
    const counts = { errors: 0, words: 0 };
    for (const sentence of SENTENCES) {
      const { errors, words } = wordErrors(sentence, (await hear(performer, spoken(sentence))).text);
      counts.errors += errors;
      counts.words += words;
    }
    expect(counts.errors / counts.words).toBeLessThan(0.08);
  });

  it('does not start on noise, tones, knocks or silence', async () => {
    const length = 6 * EAR_SAMPLE_RATE;
    const sounds = [
      whiteNoise(length, -30, 1),
      brownNoise(length, -20, 2),
      sine(length, 440, EAR_SAMPLE_RATE, 0.3),
      knocks(length, 3),
      new Float32Array(length),
    ];
    for (const sound of sounds) expect((await hear(performer, sound)).events).toEqual([]);
  });

  it('hears the caller break in, and not its own voice 20 dB under', async () => {
    const caller = spoken('Stop, please. I have another question.');
    const answer = await answerTo(performer, said('How do I get my money back?', { voiceName: 'Kore' }));
    const agent = atLevel(atEarRate(answer.pcm24k), -20);
    const silence = new Float32Array(agent.length);
    // First words of the caller, then the answer's echo alone; then the caller again, over an echo.
    const echo = concatFloats([new Float32Array(caller.length), agent, agent]);
    const alone = mixed(concatFloats([caller, silence]), echo, -20);
    const first = await hear(performer, alone);
    expect(first.events.filter(({ type }) => type === 'speech-start')).toHaveLength(1);
    const breaksIn = mixed(concatFloats([caller, silence, caller]), echo, -20);
    const second = await hear(performer, breaksIn);
    const starts = second.events.filter((event) => event.type === 'speech-start');
    expect(starts).toHaveLength(2);
    const speechMs = 1_000 + ((caller.length + silence.length) * 1_000) / EAR_SAMPLE_RATE;
    expect(starts[1]!.atMs - speechMs).toBeGreaterThan(0);
    expect(starts[1]!.atMs - speechMs).toBeLessThan(450);
  });

  it('begins an answer early and stops making it when interrupted', async () => {
    const abort = new AbortController();
    const parts = performer.mind
      .reply(said('What are your opening hours?'), abort.signal)
      [Symbol.asyncIterator]();
    const first = await parts.next();
    expect(first.value).toMatchObject({
      type: 'speech',
      text: 'We are open Monday to Friday from nine to six.',
    });
    abort.abort();
    await expect(parts.next()).resolves.toMatchObject({ done: true });
  });
});

it('also runs where the native add-on is not installed', async () => {
  const performer = await createSpeechPerformer({ runtime: 'wasm', workers: compileWorkers() });
  try {
    expect(performer.name).toContain('wasm');
    await holdsACall(performer);
  } finally {
    await performer.close();
  }
});

describe('voices', () => {
  it('differ audibly from each other, all thirty', () => {
    const measures = SPOKEN_VOICES.map((name) => ({
      name,
      ...measureVoice(spoken('We have a large choice of books for you.', name), EAR_SAMPLE_RATE),
    }));
    const tooNear = measures.flatMap((a, at) =>
      measures.slice(at + 1).flatMap((b) => {
        const ratio = (x: number, y: number) => Math.abs(Math.log(x / y));
        const distance = Math.hypot(
          ratio(a.pitchHz, b.pitchHz) / 0.06,
          ratio(a.brightnessHz, b.brightnessHz) / 0.08,
          ratio(a.seconds, b.seconds) / 0.06,
        );
        return distance < 1 ? [`${a.name} and ${b.name}: ${distance.toFixed(2)}`] : [];
      }),
    );
    expect(tooNear).toEqual([]);
  });
});
