import { describe, expect, it } from '@jest/globals';
import type { MindInput, Turn } from '../../ports.js';
import { DEMO_PROMPT } from '../testing/demo-prompt.js';
import { think } from './think.js';

const NOW = new Date('2026-11-22T12:00:00Z');

type Extra = Partial<Pick<MindInput, 'systemInstruction' | 'languageCode' | 'tools' | 'history'>>;

function answer(text: string, extra: Extra = {}): string {
  const thought = think(
    {
      kind: 'user-said',
      text,
      systemInstruction: DEMO_PROMPT,
      voiceName: 'Kore',
      languageCode: 'en-US',
      tools: [],
      history: [],
      ...extra,
    },
    NOW,
  );
  return thought.type === 'say' ? thought.text : JSON.stringify(thought.calls);
}

const turns = (...texts: string[]): Turn[] =>
  texts.map((text, at) => ({ role: at % 2 === 0 ? 'user' : 'model', text }));

describe('think', () => {
  it('tells a long sentence to its end', () => {
    const long =
      'You can return books within thirty days and get a full refund, as long as the cover is whole, and a note with your name, your address and the number of your order lies in the parcel.';
    expect(answer('Can I return a book and get a refund?', { systemInstruction: long })).toBe(long);
  });

  it.each([
    ['What are your opening hours?', 'We are open Monday to Friday from nine to six.'],
    ['Are you open on Sunday?', 'On Sunday we are closed.'],
    ['When do you close on Saturday?', 'On Saturday we are open from ten to four.'],
    ['How do I get my money back?', 'You can return unread books within thirty days'],
    ['How much is shipping?', 'Our delivery is free above twenty dollars'],
    ['Where can I find you?', 'Our address is 7 Mill Lane.'],
    ['What is your email address?', 'Our email is hello@birchbooks.example.'],
    ['Can you repair an old book?', 'Yes, our binder repairs old books every Thursday.'],
    ['Do you have gift cards?', 'We have gift cards from ten dollars.'],
    ['Hello, what is your adress?', '7 Mill Lane'],
    ['Thanks, and do you deliver?', 'Our delivery is free'],
  ])('%s', (question, expected) => expect(answer(question)).toContain(expected));

  it.each([
    'Who won the world cup?',
    'Do you sell motorcycles?',
    'What is the meaning of life?',
    'Tell me a joke.',
  ])('does not know: %s', (question) => {
    expect(answer(question)).toMatch(
      /^I am sorry, I do not know that\. I can help with opening hours, returns/,
    );
  });

  it('answers from the prompt that it was given, and from no other', () => {
    const systemInstruction =
      'You are Rex, the receptionist of Blue Hotel. Breakfast is served from seven to ten.';
    expect(answer('When is breakfast?', { systemInstruction })).toBe(
      'Breakfast is served from seven to ten.',
    );
    expect(answer('When is breakfast?')).toContain('do not know');
  });

  it('never speaks instructions or unfilled placeholders', () => {
    const questions = [
      'What should you never make up?',
      'What is my discount code?',
      'Who do you greet by name?',
      'What if I am upset?',
    ];
    for (const question of questions)
      expect(answer(question)).not.toMatch(/\{\{|Never|stay calm|code today|Greet/);
  });

  it('says who it is, once asked or greeted', () => {
    expect(answer('Who are you?')).toBe('I am Mira, the voice assistant of Birch Books, a small bookshop.');
    expect(answer('Hello!')).toMatch(/^Hello! I am Mira.* How can I help you\?$/);
    expect(answer('Hello!', { history: turns('x', 'Hi there.') })).toBe('Hello! How can I help you?');
  });

  it('is courteous, also to misheard courtesies', () => {
    expect(answer('Thank you so much!')).toContain('welcome');
    expect(answer('Same queue, goodbyte.')).toContain('Goodbye');
    expect(answer('')).toContain('did not catch');
    expect(answer('Are you a robot?')).toContain('computer');
  });

  it('repeats its last answer', () => {
    expect(answer('Can you say that again, please?', { history: turns('Hi', 'It is nine.') })).toBe(
      'It is nine.',
    );
  });

  it('understands a follow-up with the question before it', () => {
    const history = turns('What are your opening hours?', 'We are open …');
    expect(answer('And on Sunday?', { history })).toBe('On Sunday we are closed.');
  });

  it('does not repeat the same excuse', () => {
    const first = answer('Who won the world cup?');
    expect(answer('Who won the league?', { history: turns('Who won the world cup?', first) })).toContain(
      'other words',
    );
  });

  it.each([
    [
      'Begin now: say exactly the following words, and nothing else: "Hello, {{name}}. How can I help?"',
      'Hello. How can I help?',
    ],
    ['SAY EXACTLY: Welcome to Birch Books.', 'Welcome to Birch Books.'],
    ['Greet the visitor with: “Good day! "Birch" here.”', 'Good day! "Birch" here.'],
  ])('speaks given words: %s', (text, expected) => expect(answer(text)).toBe(expected));

  it('is honest about other languages', () => {
    expect(answer('Hola, ¿a qué hora abren?')).toContain('English only');
    expect(answer('Wann haben Sie geöffnet?')).toContain('English only');
    const first = answer('Are you open on Sunday?', { languageCode: 'de-DE' });
    expect(first).toMatch(/English only\. On Sunday we are closed\.$/);
    expect(answer('Are you open on Sunday?', { languageCode: 'de-DE', history: turns('x', first) })).toBe(
      'On Sunday we are closed.',
    );
  });
});
