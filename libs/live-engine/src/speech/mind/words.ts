import { doubleMetaphone } from 'double-metaphone';

/** Words that every question holds and no answer turns on. */
const STOP_WORDS = new Set(
  `a an the and or but if so as at by for from in into of off on onto out over to up with within without about than then
  i me my mine we us our ours you your yours he she it its they them their this that these those there here
  am is are was were be been being do does did done have has had having can could will would shall should may might must
  when where what which who whom whose how why not no nor only just also too very really quite some any all each every both few more most
  please tell know want wanted like need wonder wondering ask asking question say get got give let go going take see
  hello hi hey okay ok well um uh er yes yeah sure thanks thank actually maybe perhaps quickly kindly today now currently right
  sell sells selling offer offers carry serve policy policies information info details about rules terms last ago yesterday recently bought buy purchased purchase
  bring come came
  something anything someone anyone thing things one ones way lot many much kind sort possible able
  d ll m re s t ve im ill id dont doesnt whats`.split(/\s+/),
);

/** Lower-case words and numbers, without accents. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’']/g, '');
  return plain.match(/[\p{L}\p{N}]+(?:\.\d+)?/gu) ?? [];
}

/** The words that carry the meaning, as stems. */
export function termsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem);
}

/** Light English stemming: enough to bring "returned", "returning" and "returns" together. */
export function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  let root = word;
  if (root.endsWith('ies')) root = `${root.slice(0, -3)}y`;
  else if (/(?:[sx]|sh|ch|z)es$/.test(root)) root = root.slice(0, -2);
  else if (/[^su]s$/.test(root)) root = root.slice(0, -1);
  const suffix = /(?:ing|ed)$/.exec(root)?.[0];
  if (suffix && root.length - suffix.length >= 3) {
    root = root.slice(0, -suffix.length).replace(/([bdgmnprt])\1$/, '$1');
  }
  return root.length > 3 ? root.replace(/e$/, '') : root;
}

export function trigramsOf(word: string): string[] {
  const framed = `^${word}$`;
  return Array.from({ length: Math.max(0, framed.length - 2) }, (_, at) => framed.slice(at, at + 3));
}

/** Whether a recogniser may have written one word for the other: "mundy" for "monday". */
export function soundsLike(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < 4 || b.length < 4 || a[0] !== b[0]) return false;
  const [codeA] = doubleMetaphone(a);
  const [codeB] = doubleMetaphone(b);
  return codeA !== '' && codeA === codeB && editDistance(a, b) <= Math.ceil(Math.max(a.length, b.length) / 3);
}

export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
