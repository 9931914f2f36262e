import { wordsOf } from './words.js';

export const ENGLISH_ONLY =
  'I am sorry, I am only a local demonstration voice, and I understand and speak English only.';

/** Common words of other languages that are no English words. */
const FOREIGN = new Set(
  `que hora horas hola gracias buenos buenas dias tardes adios donde cuando cuanto esta usted quiero puedo abierto hoy
  bonjour merci oui vous pouvez quand ouvert heures avec pour salut
  guten danke bitte ich nicht sie haben ihr geoffnet wann offnungszeiten konnen und
  ciao grazie buongiorno quando dove aperto sono vorrei
  ola obrigado obrigada voce quero
  dank alstublieft wanneer`.split(/\s+/),
);

export function isForeign(text: string): boolean {
  if (/[¿¡]/.test(text)) return true;
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = text.match(/\p{Script=Latin}/gu) ?? [];
  if (letters.length > 0 && latin.length < letters.length / 2) return true;
  const words = wordsOf(text);
  const foreign = words.filter((word) => FOREIGN.has(word)).length;
  return foreign >= 2 ? foreign >= words.length / 4 : foreign === 1 && words.length <= 2;
}

/** `en-US`, `en` or nothing. */
export function isEnglishCode(languageCode: string | undefined): boolean {
  return !languageCode || /^en\b/i.test(languageCode);
}
