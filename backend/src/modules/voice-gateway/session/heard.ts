/** Words of a reply whose transcript arrived when so much of its audio had been sent. */
export interface TextMark {
  readonly atMs: number;
  /** Length of the whole text before these words. */
  readonly from: number;
}

export interface SpokenText {
  readonly text: string;
  readonly marks: readonly TextMark[];
  readonly sentMs: number;
  /** The model has said that nothing more of this reply comes. */
  readonly complete: boolean;
}

/** Nobody speaks faster than about 22 characters a second; words that run ahead of their audio are not heard earlier. */
const MIN_MS_PER_CHAR = 45;
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Mymr}]/u;

/** Notes where in the audio these words begin. Words that arrive at the same place share a mark. */
export function addMark(marks: readonly TextMark[], sentMs: number, from: number): readonly TextMark[] {
  if (marks.length === 0) return [{ atMs: 0, from: 0 }];
  return marks.at(-1)?.atMs === sentMs ? marks : [...marks, { atMs: sentMs, from }];
}

/**
 * The part of a reply that was heard, in whole words. A piece of text lies between the place where it arrived and the
 * place of the next piece, and is spread evenly over that audio. Always a prefix, and never shorter for more audio.
 */
export function heardText(spoken: SpokenText, heardMs: number): string {
  const { text, marks, sentMs, complete } = spoken;
  if (complete && heardMs >= sentMs) return text;
  let heard = 0;
  for (const [index, mark] of marks.entries()) {
    if (heardMs < mark.atMs) break;
    const next = marks[index + 1];
    const to = next ? next.from : text.length;
    const chars = to - mark.from;
    const known = (next ? next.atMs : sentMs) - mark.atMs;
    const lengthMs = next || complete ? known : Math.max(known, chars * MIN_MS_PER_CHAR);
    const share = lengthMs <= 0 ? 1 : Math.min(1, (heardMs - mark.atMs) / lengthMs);
    heard = mark.from + Math.floor(chars * share);
  }
  return text.slice(0, wordEnd(text, heard));
}

/** The last end of a word at or before this place; scripts without spaces may be cut after any letter. */
function wordEnd(text: string, at: number): number {
  for (let end = Math.min(at, text.length); end > 0; end -= 1) {
    if (end === text.length || /\s/.test(text.charAt(end)) || UNSPACED.test(text.charAt(end - 1))) return end;
  }
  return 0;
}
