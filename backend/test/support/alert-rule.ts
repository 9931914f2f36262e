import { parse } from 'yaml';

/** One series of a scrape, as `/metrics` prints it. */
interface Series {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}
type Vector = ReadonlyMap<string, number>;

const LABEL = /(\w+)="([^"]*)"/g;

const seriesOf = (scrape: string): Series[] =>
  [...scrape.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value = '']) => ({
    name,
    labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, label = '', of = '']) => [label, of])),
    value: Number(value),
  }));

/** Whom the rule of this name is about, by two scrapes of one process with its window between them: `''` where it has no labels. */
export function found(rules: string, alert: string, before: string, after: string): string[] {
  const { groups } = parse(rules) as { groups: { rules: { alert: string; expr: string }[] }[] };
  const rule = groups.flatMap((group) => group.rules).find((one) => one.alert === alert);
  if (!rule) throw new Error(`no alert ${alert}`);
  return [...new Evaluation(rule.expr, seriesOf(before), seriesOf(after)).run().keys()].sort();
}

/** As much of PromQL as rules about sums of increases need. A word that it does not know is an error. */
class Evaluation {
  private readonly words: string[];

  constructor(
    expr: string,
    private readonly before: readonly Series[],
    private readonly after: readonly Series[],
  ) {
    this.words = expr.match(/[\w.]+|\{[^}]*\}|\[[^\]]*\]|[()*>,]/g) ?? [];
  }

  run(): Vector {
    let left = this.comparison();
    while (this.takes('and')) {
      const right = this.comparison();
      left = new Map([...left].filter(([labels]) => right.has(labels)));
    }
    if (this.words.length > 0) throw new Error(`not understood from here: ${this.words.join(' ')}`);
    return left;
  }

  private comparison(): Vector {
    const left = this.sum();
    this.expect('>');
    const factor = /^[\d.]+$/.test(this.words[0] ?? '') ? Number(this.words.shift()) : 1;
    if (!this.takes('*')) return new Map([...left].filter(([, value]) => value > factor));
    const right = this.sum();
    // As Prometheus has it: what stands on one side only is compared with nothing.
    return new Map([...left].filter(([labels, value]) => value > factor * (right.get(labels) ?? Infinity)));
  }

  private sum(): Vector {
    this.expect('sum');
    const by = this.takes('by') ? this.words.splice(0, 3)[1] : undefined;
    for (const word of ['(', 'increase', '(']) this.expect(word);
    const name = this.words.shift() ?? '';
    const wanted = [...(this.words[0]?.startsWith('{') ? (this.words.shift() ?? '') : '').matchAll(LABEL)];
    this.words.shift();
    for (const word of [')', ')']) this.expect(word);
    const sums = new Map<string, number>();
    for (const series of this.after) {
      if (series.name !== name || wanted.some(([, label = '', of]) => series.labels[label] !== of)) continue;
      const labels = by === undefined ? '' : (series.labels[by] ?? '');
      sums.set(labels, (sums.get(labels) ?? 0) + this.grown(series));
    }
    return sums;
  }

  /** What has come to be in between is not seen growing. */
  private grown({ name, labels, value }: Series): number {
    const key = JSON.stringify(labels);
    const then = this.before.find((one) => one.name === name && JSON.stringify(one.labels) === key);
    return then ? value - then.value : 0;
  }

  private takes(word: string): boolean {
    if (this.words[0] !== word) return false;
    this.words.shift();
    return true;
  }

  private expect(word: string): void {
    if (!this.takes(word)) throw new Error(`${word} was expected before: ${this.words.join(' ')}`);
  }
}
