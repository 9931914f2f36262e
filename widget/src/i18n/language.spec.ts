import { describe, expect, it } from '@jest/globals';
import { ar } from './ar.js';
import { de } from './de.js';
import { en, type Words } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { chooseLanguage, LAUNCH, speechIn } from './language.js';

const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const WORDS: Record<string, Record<string, string>> = { ar, de, es, fr };

describe.each(['es', 'de', 'fr', 'ar'] as const)('the words in %s', (lang) => {
  const words = WORDS[lang] ?? {};

  it('are complete, and none is too many', () => {
    expect(Object.keys({ launch: '', ...words }).sort()).toEqual(Object.keys(en).sort());
    expect(LAUNCH[lang]).not.toBe(LAUNCH.en);
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
      { talk: 'Gespräch beginnen' },
      { talk: 'Los geht’s', welcome: 'Hallo {name}!' },
    );
    expect(say('talk')).toBe('Los geht’s');
    expect(say('welcome', { name: 'Ada' })).toBe('Hallo Ada!');
    expect(say('launch')).toBe('Sprich mit uns');
  });
});
