import type { Words } from '../i18n/en.js';
import { chooseLanguage, speechIn, type Speech } from '../i18n/language.js';
import type { OrbisVoiceOptions } from '../public-types.js';

/** The options with every default filled in, checked once. */
export interface Settings extends OrbisVoiceOptions {
  baseUrl: string;
  workletUrl: string;
  layout: NonNullable<OrbisVoiceOptions['layout']>;
  voice: boolean;
  text: boolean;
  captions: boolean;
  rating: boolean;
  speech: Speech;
}

/** What the page knows without being told. */
export interface PageFacts {
  /** Address of this script; empty where a bundler took it into another. */
  scriptUrl: string;
  pageUrl: string;
  languages: readonly string[];
}

/** `words` are those of the language, once they have been fetched. */
export function settingsFrom(options: OrbisVoiceOptions, page: PageFacts, words?: Partial<Words>): Settings {
  const { agentId, apiKey, getToken, lang = 'auto', voice = true, text = true } = options;
  if (!getToken && !(agentId && apiKey)) throw wrong('give agentId and apiKey, or getToken');
  if (apiKey && /(^|_)[sr]k_/.test(apiKey)) throw wrong('apiKey must be a publishable key');
  if (!voice && !text) throw wrong('voice and text are off');
  const baseUrl = options.baseUrl ?? (page.scriptUrl && new URL(page.scriptUrl).origin);
  if (!baseUrl) throw wrong('give baseUrl');
  const language = chooseLanguage(lang === 'auto' ? page.languages : [lang]);
  return {
    captions: true,
    rating: true,
    layout: 'popup',
    ...options,
    voice,
    text,
    baseUrl: new URL(baseUrl, page.pageUrl).href.replace(/\/$/, ''),
    workletUrl: options.workletUrl ?? page.scriptUrl,
    speech: speechIn(language, words, options.strings),
  };
}

const wrong = (message: string): TypeError => new TypeError(`OrbisVoice: ${message}`);

/** Options written as `data-…` attributes of the script; undefined where there is no agent among them. */
export function optionsFromAttributes(data: DOMStringMap): OrbisVoiceOptions | undefined {
  if (!data.agentId) return undefined;
  // An attribute without a value says yes, as in HTML; only the word says no.
  const entries = Object.entries(data).map(([name, value]) => [
    name,
    value === 'false' ? false : value || true,
  ]);
  return Object.fromEntries(entries) as OrbisVoiceOptions;
}
