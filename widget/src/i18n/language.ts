import type { OrbisLanguage } from '../public-types.js';
import { en, type WordKey, type Words } from './en.js';

/** Set by the build to the digest of the words that were written for this script. */
declare const __ORBIS_WORDS__: string;

export type { WordKey } from './en.js';

const LANGUAGES: readonly string[] = ['en', 'es', 'de', 'fr', 'ar'] satisfies OrbisLanguage[];

/** The words of one language, with what the site replaced, and the direction they run in. */
export interface Speech {
  lang: OrbisLanguage;
  dir: 'ltr' | 'rtl';
  /** `value` is what stands in the place of a `{x}`. */
  say(key: WordKey, value?: string): string;
}

/** The first language of a list that we speak; English where we speak none of them. */
export function chooseLanguage(wanted: readonly string[]): OrbisLanguage {
  for (const tag of wanted) {
    const base = tag.slice(0, 2).toLowerCase();
    if (LANGUAGES.includes(base)) return base as OrbisLanguage;
  }
  return 'en';
}

/** `words` are those of the language once they are here; until then, the launcher is the mark alone. */
export function speechIn(
  lang: OrbisLanguage,
  words: Partial<Words> = lang === 'en' ? {} : { launch: '' },
  strings?: Record<string, string>,
): Speech {
  const all: Record<string, string> = { ...en, ...words, ...strings };
  return {
    lang,
    dir: lang === 'ar' ? 'rtl' : 'ltr',
    say: (key, value = '') => (all[key] ?? '').replace(/\{\w+\}/g, () => value),
  };
}

/**
 * A visitor reads one language, so the file carries English and the others are fetched, from where the agent is asked
 * for anyway. What cannot be had stays English.
 */
export async function fetchWords(baseUrl: string, lang: OrbisLanguage): Promise<Partial<Words> | undefined> {
  if (lang === 'en') return undefined;
  try {
    const response = await fetch(`${baseUrl}/widget/words/${lang}@${__ORBIS_WORDS__}.json`, {
      credentials: 'omit',
    });
    return response.ok ? ((await response.json()) as Partial<Words>) : undefined;
  } catch {
    return undefined;
  }
}
