/** A longer sentence is cut at a comma, so that its beginning is heard before its end was made. */
const LONGEST = 140;
const ABBREVIATION = /\b(?:mr|mrs|ms|dr|st|no|vs|etc|e\.g|i\.e|approx|ave|rd|inc|ltd|co|a\.m|p\.m|[a-z])\.$/i;

/** Cuts a text into what is said in one breath. Nothing is lost but the blanks between the parts. */
export const breathsOf = (text: string): string[] => sentencesOf(text).flatMap(inBreaths);

/** Cuts a text into whole sentences: what belongs together is told together. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text.split(/\n+/)) {
    let sentence = '';
    for (const piece of line.trim().split(/(?<=[.!?…]["”')\]]?)\s+/)) {
      sentence = sentence ? `${sentence} ${piece}` : piece;
      if (ABBREVIATION.test(sentence) && !/[.!?]{2}$/.test(sentence)) continue;
      sentences.push(sentence);
      sentence = '';
    }
    if (sentence) sentences.push(sentence);
  }
  return sentences.filter((sentence) => sentence !== '');
}

function inBreaths(sentence: string): string[] {
  if (sentence.length <= LONGEST) return [sentence];
  const middle = sentence.length / 2;
  const cuts = [...sentence.matchAll(/[,;:]\s+/g)].map((match) => match.index + 1);
  const best = cuts.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  if (best === undefined || best < 30) return [sentence];
  return [...inBreaths(sentence.slice(0, best)), ...inBreaths(sentence.slice(best).trim())];
}
