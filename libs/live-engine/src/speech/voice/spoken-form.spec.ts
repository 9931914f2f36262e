import { describe, expect, it } from '@jest/globals';
import { breathsOf, sentencesOf } from './sentences.js';
import { spokenForm } from './spoken-form.js';
import { SPOKEN_VOICES, voiceShape } from './voice-table.js';

describe('spokenForm', () => {
  it.each([
    ['Open Mon-Fri 8:00-18:30.', "Open Monday to Friday 8 o'clock to 18 30."],
    ['Sat 9 am to 4:05 pm', 'Saturday 9 A M to 4 oh 5 P M'],
    ['It costs $4.50, €1,200 or £0.99.', 'It costs 4 dollars and 50 cents, 1200 euros or 99 pence.'],
    ['20% off for 5–7 days', '20 percent off for 5 to 7 days'],
    ['Mail hello@lumen-coffee.example.', 'Mail hello at lumen dash coffee dot example.'],
    ['See https://www.example.com/help.', 'See example dot com slash help.'],
    ['Call 555 010 0142.', 'Call 5 5 5, 0 1 0, 0 1 4 2.'],
    ['10-12 days', '10 to 12 days'],
    ['Order LC-1042 ships 2026-12-03.', 'Order L C 1 0 4 2 ships December 3.'],
    ['3.5 kg & 250 g', '3 point 5 kilograms and 250 grams'],
    [
      'We are open 24/7, and/or later.',
      'We are open twenty four hours a day, seven days a week, and or later.',
    ],
    ['**Bold** _text_', 'Bold text'],
  ])('%s', (written, spoken) => expect(spokenForm(written)).toBe(spoken));
});

describe('sentencesOf', () => {
  it('keeps abbreviations, prices and addresses whole', () => {
    expect(sentencesOf('Ask Dr. Smith. It costs 4.90 dollars! See a.example.com?')).toEqual([
      'Ask Dr. Smith.',
      'It costs 4.90 dollars!',
      'See a.example.com?',
    ]);
  });

  it('keeps a very long sentence whole, which is said in breaths cut at commas, losing no word', () => {
    const long = `${'We have a great many things in our shop, '.repeat(6)}and more.`;
    const parts = breathsOf(long);
    expect(sentencesOf(long)).toEqual([long]);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(140);
    expect(parts.join(' ')).toBe(long);
  });
});

describe('voiceShape', () => {
  it('knows thirty voices, each with a shape of its own', () => {
    const shapes = SPOKEN_VOICES.map((name) => JSON.stringify(voiceShape(name)));
    expect(new Set(shapes).size).toBe(30);
  });

  it('speaks with the default voice for an unknown name', () => {
    expect(voiceShape('Nobody')).toEqual(voiceShape('Puck'));
  });
});
