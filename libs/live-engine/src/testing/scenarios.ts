import type { ScenarioInput } from '../scripted/scenario.js';

/** Every wait twenty times faster; voice activity is audio time anyway. */
export const FAST = { speed: 20, ttfbMs: 200 } as const;

export const ask = (heard: string, text: string, audioMs = 2000) => ({
  heard,
  reply: [{ say: text, audioMs }],
});

/** Two spoken turns; the first answer is long enough to be cut off. */
export const TALK: ScenarioInput = {
  name: 'talk',
  turns: [
    ask('What time is it?', 'It is time for tea, and there is cake.', 6000),
    ask('Thank you.', 'You are welcome.'),
  ],
  timing: FAST,
};

export const TRANSCRIBED = { inputAudioTranscription: {}, outputAudioTranscription: {} };
