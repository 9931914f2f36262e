export interface DiffPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Beyond this many comparisons a replaced block is shown whole: nobody reads a finer difference of it. */
const MAX_CELLS = 4_000_000;

/** What became of a text: by lines, and by words within lines that were rewritten. */
export function diffText(before: string, after: string): DiffPart[] {
  const parts: DiffPart[] = [];
  for (const block of blocksOf(diffTokens(linesOf(before), linesOf(after)))) {
    const { removed, added, same } = block;
    if (same) add(parts, 'same', same);
    else for (const part of diffTokens(wordsOf(removed), wordsOf(added))) add(parts, part.kind, part.text);
  }
  return parts;
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const wordsOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

interface Block {
  same: string;
  removed: string;
  added: string;
}

/** Neighbouring removals and additions belong together: one became the other. */
function blocksOf(parts: readonly DiffPart[]): Block[] {
  const blocks: Block[] = [];
  for (const { kind, text } of parts) {
    let last = blocks.at(-1);
    if (!last || (kind === 'same') !== (last.same !== '')) {
      last = { same: '', removed: '', added: '' };
      blocks.push(last);
    }
    last[kind] += text;
  }
  return blocks;
}

function diffTokens(before: readonly string[], after: readonly string[]): DiffPart[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const parts: DiffPart[] = [];
  add(parts, 'same', before.slice(0, start).join(''));
  const middle = [before.slice(start, before.length - end), after.slice(start, after.length - end)] as const;
  for (const part of longestCommon(...middle)) add(parts, part.kind, part.text);
  add(parts, 'same', before.slice(before.length - end).join(''));
  return parts;
}

/** The longest common subsequence, by the usual table. */
function longestCommon(before: readonly string[], after: readonly string[]): DiffPart[] {
  const parts: DiffPart[] = [];
  const width = after.length + 1;
  if (before.length * after.length > MAX_CELLS) {
    add(parts, 'removed', before.join(''));
    add(parts, 'added', after.join(''));
    return parts;
  }
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--)
    for (let column = after.length - 1; column >= 0; column--)
      lengths[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, young] = [before[row], after[column]];
    if (old !== undefined && old === young) {
      add(parts, 'same', old);
      row += 1;
      column += 1;
    } else if (old !== undefined && (young === undefined || at(row + 1, column) >= at(row, column + 1))) {
      add(parts, 'removed', old);
      row += 1;
    } else {
      add(parts, 'added', young ?? '');
      column += 1;
    }
  }
  return parts;
}

function add(parts: DiffPart[], kind: DiffPart['kind'], text: string): void {
  if (text === '') return;
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}
