import type { CallFailureCode } from '@orbisvoice/voice-client';
import { en, type WordKey } from './en.js';

/** Codes that are the same to a visitor as `busy` is, and as `unavailable` is. */
const BUSY = /limited|draining/;
const AWAY = /^agent|unavailable|^spend/;
/** What trying again without changing anything cannot mend. */
const FINAL = /forbidden|insecure|origin|taken/;
/** Nothing is wrong with the way to the agent, only with sound: writing will work. */
const SOUND = /^micro|insecure|audio|slow/;

export interface Failure {
  /** What happened, and behind a `|` what can be done. */
  word: WordKey;
  retry: boolean;
  /** Whether writing may work where the voice did not. */
  writing: boolean;
}

export function failureOf(code: CallFailureCode): Failure {
  const word = wordOf(code);
  return { word, retry: !FINAL.test(word), writing: SOUND.test(word) };
}

function wordOf(code: CallFailureCode): WordKey {
  if (Object.hasOwn(en, code)) return code as WordKey;
  if (BUSY.test(code)) return 'busy';
  return AWAY.test(code) ? 'unavailable' : 'internal';
}
