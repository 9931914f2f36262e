import type { MindInput, Performer } from '../../ports.js';
import { DEMO_PROMPT } from '../testing/demo-prompt.js';
import { answerTo, hear } from '../testing/hear.js';
import { wordErrors } from '../testing/word-error-rate.js';
import type { Condition } from './conditions.js';
import { PHRASES, type Phrase } from './phrases.js';
import type { Recordings } from './recordings.js';

export interface Result {
  readonly condition: string;
  readonly family: Condition['family'];
  readonly phrases: number;
  readonly wordErrorRate: number;
  readonly maxWordErrors: number;
  readonly answered: number;
  readonly minAnswered: number;
  readonly ok: boolean;
  /** What was heard where it was not what was said. */
  readonly misheard: readonly { readonly said: string; readonly heard: string; readonly answered: boolean }[];
}

/** Lets the engine hear every phrase under one condition and answer it, as in a call. */
export async function measure(
  performer: Performer,
  recordings: Recordings,
  condition: Condition,
  phrases: readonly Phrase[] = PHRASES,
): Promise<Result> {
  const totals = { errors: 0, words: 0, answered: 0 };
  const misheard: { said: string; heard: string; answered: boolean }[] = [];
  for (const [index, phrase] of phrases.entries()) {
    const { text } = await hear(performer, recordings.make(phrase, condition, index + 1));
    const { errors, words } = wordErrors(phrase.text, text);
    const answered = text !== '' && phrase.answer.test((await answerTo(performer, asked(text))).text);
    totals.errors += errors;
    totals.words += words;
    totals.answered += answered ? 1 : 0;
    if (errors > 0) misheard.push({ said: phrase.text, heard: text, answered });
  }
  const wordErrorRate = totals.errors / totals.words;
  const answered = totals.answered / phrases.length;
  const { maxWordErrors, minAnswered, name, family } = condition;
  const ok = wordErrorRate <= maxWordErrors && answered >= minAnswered;
  return {
    condition: name,
    family,
    phrases: phrases.length,
    wordErrorRate,
    maxWordErrors,
    answered,
    minAnswered,
    ok,
    misheard,
  };
}

const asked = (text: string): MindInput => ({
  kind: 'user-said',
  text,
  systemInstruction: DEMO_PROMPT,
  voiceName: 'Puck',
  languageCode: 'en-US',
  tools: [],
  history: [],
});
