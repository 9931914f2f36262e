import { describe, expect, it } from '@jest/globals';
import { ar } from './ar.js';
import { de } from './de.js';
import { en, type Words } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { chooseLanguage, fetchWords, speechIn } from './language.js';

const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const WORDS: Record<string, Record<string, string>> = { ar, de, es, fr };

describe.each(['es', 'de', 'fr', 'ar'] as const)('the words in %s', (lang) => {
  const words = WORDS[lang] ?? {};

  it('are complete, and none is too many', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort());
  });

  it('have the same places to fill in, and the same parts', () => {
    for (const [key, text] of Object.entries(words)) {
      const english = en[key as keyof Words];
      expect({ key, places: places(text), parts: text.split('|').length }).toEqual({
        key,
        places: places(english),
        parts: english.split('|').length,
      });
    }
  });
});

describe('the words that are fetched', () => {
  const asked: string[] = [];
  const answering = (answer: () => Promise<unknown>): void =>
    void Object.assign(globalThis, {
      __ORBIS_WORDS__: '0123456789',
      fetch: (url: string) => (asked.push(url), answer()),
    });

  it('are those that the script was built with', async () => {
    answering(() => Promise.resolve({ ok: true, json: () => Promise.resolve({ talk: 'Los' }) }));
    expect(await fetchWords('https://voice.example', 'de')).toEqual({ talk: 'Los' });
    expect(asked).toEqual(['https://voice.example/widget/words/de@0123456789.json']);
  });

  it('are not missed where they cannot be had, and not asked for in English', async () => {
    answering(() => Promise.resolve({ ok: false }));
    expect(await fetchWords('https://voice.example', 'fr')).toBeUndefined();
    answering(() => Promise.reject(new TypeError('offline')));
    expect(await fetchWords('https://voice.example', 'fr')).toBeUndefined();
    asked.length = 0;
    expect(await fetchWords('https://voice.example', 'en')).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe('which language', () => {
  it('is the first of those wanted that we speak, whatever the region', () => {
    expect(chooseLanguage(['', 'pt-BR', 'de-AT', 'fr'])).toBe('de');
    expect(chooseLanguage(['tlh'])).toBe('en');
    expect(chooseLanguage(['constructor'])).toBe('en');
  });

  it('runs from right to left in Arabic', () => {
    expect(speechIn('ar').dir).toBe('rtl');
    expect(speechIn('fr').dir).toBe('ltr');
  });

  it('lets a site replace words, and fills places in', () => {
    const { say } = speechIn(
      'de',
      { talk: 'Gespräch beginnen', launch: 'Sprich mit uns' },
      { talk: 'Los geht’s', welcome: 'Hallo {name}!' },
    );
    expect(say('talk')).toBe('Los geht’s');
    expect(say('welcome', 'Ada $&')).toBe('Hallo Ada $&!');
    expect(say('launch')).toBe('Sprich mit uns');
  });

  it('leaves the launcher without words until those of the language are here', () => {
    expect(speechIn('de').say('launch')).toBe('');
    expect(speechIn('de', undefined, { launch: 'Hallo!' }).say('launch')).toBe('Hallo!');
    expect(speechIn('en').say('launch')).toBe('Talk to us');
  });
});
