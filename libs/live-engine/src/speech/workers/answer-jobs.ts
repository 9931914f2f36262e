import { parentPort } from 'node:worker_threads';
import type { JobAnswer } from './worker-pool.js';

/** The worker's side of a pool: says that it is ready and answers each job, with its failure where it fails. */
export function answerJobs<Job, Result>(
  info: unknown,
  perform: (job: Job) => Result,
  transferOf: (result: Result) => ArrayBuffer[] = () => [],
): void {
  if (!parentPort) throw new Error('this file runs as a worker');
  const port = parentPort;
  port.on('message', (job: Job) => {
    let answer: JobAnswer<Result>;
    try {
      answer = { result: perform(job) };
    } catch (error) {
      answer = { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    port.postMessage(answer, 'result' in answer ? transferOf(answer.result) : []);
  });
  port.postMessage({ ready: info });
}
