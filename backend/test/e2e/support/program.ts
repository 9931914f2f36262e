import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { waitFor } from '../../support/wait-for.js';

export const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

/** A program of ours in a process of its own, with everything it printed. */
export interface Program {
  readonly process: ChildProcess;
  output(): string;
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Waits until its output contains a text. */
  untilSaid(text: string, timeoutMs?: number): Promise<void>;
}

/** Starts a Node program by its path from the root of the checkout. */
export function startProgram(script: string, args: string[], env: NodeJS.ProcessEnv): Program {
  // Options for jest's own Node mean nothing to the product.
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // 'close' and not 'exit': by then the last words have been read, too.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const over = () => child.exitCode !== null || child.signalCode !== null;
  return {
    process: child,
    output: () => output,
    ended,
    untilSaid: async (text, timeoutMs = 120_000) => {
      await waitFor(() => output.includes(text) || over(), timeoutMs).catch(() => undefined);
      if (!output.includes(text)) throw new Error(`${script} did not say "${text}":\n${output}`);
    },
  };
}

/** Ends a program in its own order. */
export async function stopProgram({ process: child, ended }: Program): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  return ended;
}
