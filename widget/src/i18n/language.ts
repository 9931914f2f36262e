import type { OrbisLanguage } from '../public-types.js';
import { en, type WordKey, type Words } from './en.js';

export type { WordKey } from './en.js';

/** The languages, with the words on the launcher: the one thing that is seen before their file has arrived. */
export const LAUNCH: Record<OrbisLanguage, string> = {
  en: en.launch,
  es: 'Habla con nosotros',
  de: 'Sprich mit uns',
  fr: 'Parlez-nous',
  ar: 'تحدّث معنا',
};

/** The words of one language, with what the site replaced, and the direction they run in. */
export interface Speech {
  lang: OrbisLanguage;
  dir: 'ltr' | 'rtl';
  /** Fills `{x}` places from `values`. */
  say(key: WordKey, values?: Record<string, string | number>): string;
}

/** The first language of a list that we speak; English where we speak none of them. */
export function chooseLanguage(wanted: readonly string[]): OrbisLanguage {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0] ?? '';
    if (Object.hasOwn(LAUNCH, base)) return base as OrbisLanguage;
  }
  return 'en';
}

export function speechIn(lang: OrbisLanguage, ...words: (Partial<Words> | undefined)[]): Speech {
  const all = Object.assign({}, en, { launch: LAUNCH[lang] }, ...words) as Words;
  return {
    lang,
    dir: lang === 'ar' ? 'rtl' : 'ltr',
    say: (key, values = {}) =>
      all[key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place)),
  };
}

/**
 * A visitor reads one language, so the file carries English and the others are fetched, from where the agent is asked
 * for anyway. What cannot be had stays English.
 */
export async function fetchWords(baseUrl: string, lang: OrbisLanguage): Promise<Partial<Words> | undefined> {
  if (lang === 'en') return undefined;
  try {
    const response = await fetch(`${baseUrl}/widget/words/${lang}.json`, { credentials: 'omit' });
    return response.ok ? ((await response.json()) as Partial<Words>) : undefined;
  } catch {
    return undefined;
  }
}
