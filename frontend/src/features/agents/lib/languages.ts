/** Languages offered by name; any other tag of the contract's form can be typed. */
export const LANGUAGES = [
  'en-US',
  'en-GB',
  'en-AU',
  'en-IN',
  'de-DE',
  'es-ES',
  'es-US',
  'fr-FR',
  'fr-CA',
  'it-IT',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'tr-TR',
  'ru-RU',
  'uk-UA',
  'ar-EG',
  'hi-IN',
  'id-ID',
  'th-TH',
  'vi-VN',
  'ja-JP',
  'ko-KR',
  'zh-CN',
] as const;

const names = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });

export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
