import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Fact } from '../../../src/modules/referrals/domain/fact.js';
import { ROOT } from '../../e2e/support/program.js';

const SCRIPT = join(ROOT, 'backend/test/support/referral-year/fact-worker.mjs');
/** Facts that one process has in the air at once. */
const AT_ONCE = 4;

export interface Told {
  /** By outcome. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly killed: number;
}

/**
 * Tells facts to the product through processes of their own. After every `killEvery` of them one process is killed as by
 * a fault of the machine, with work in the air, and another one takes its place and its work.
 */
export async function tellByProcesses(
  facts: readonly Fact[],
  env: NodeJS.ProcessEnv,
  { processes, killEvery }: { processes: number; killEvery: number },
): Promise<Told> {
  const waiting = facts.map((_, number) => number);
  const outcomes = new Map<string, number>();
  let done = 0;
  let killed = 0;
  const alive = new Set<ChildProcess>();

  const one = async (): Promise<void> => {
    while (waiting.length > 0) {
      const child = fork(SCRIPT, {
        env: { ...env, NODE_OPTIONS: '' },
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      alive.add(child);
      const inAir = new Set<number>();
      const next = () => {
        const number = waiting.shift();
        if (number === undefined) return;
        inAir.add(number);
        child.send({ number, fact: facts[number] });
      };
      child.on('message', (message: 'ready' | { number: number; outcome: string }) => {
        if (message !== 'ready') {
          inAir.delete(message.number);
          outcomes.set(message.outcome, (outcomes.get(message.outcome) ?? 0) + 1);
          done += 1;
          if (done % killEvery === 0 && inAir.size > 0) {
            killed += 1;
            child.kill('SIGKILL');
            return;
          }
        }
        while (inAir.size < AT_ONCE && waiting.length > 0) next();
        if (inAir.size === 0 && child.connected) child.send('over');
      });
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      alive.delete(child);
      if (signal !== 'SIGKILL' && code !== 0) throw new Error(`a worker ended with ${signal ?? code}`);
      // Whether these were committed nobody knows; telling them once more must not matter.
      waiting.unshift(...inAir);
    }
  };
  try {
    await Promise.all(Array.from({ length: processes }, one));
  } finally {
    for (const child of alive) child.kill('SIGKILL');
  }
  return { outcomes, killed };
}
