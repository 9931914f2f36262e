import { describe, expect, it } from '@jest/globals';
import { WorkerPool } from './worker-pool.js';

const worker = (body: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; ${body}`)}`,
  );
const DOUBLER = worker(`
  parentPort.on('message', (job) => parentPort.postMessage(job < 0 ? { failure: 'negative' } : { result: job * 2 }));
  parentPort.postMessage({ ready: 'doubler' });`);

describe('WorkerPool', () => {
  it('answers each job with its own result or failure', async () => {
    const pool = await WorkerPool.start<number, number, string>(DOUBLER, undefined, 2);
    expect(pool.info).toBe('doubler');
    expect(await Promise.all([1, 2, 3, 4, 5].map((job) => pool.run(job)))).toEqual([2, 4, 6, 8, 10]);
    await expect(pool.run(-1)).rejects.toThrow('negative');
    expect(await pool.run(6)).toBe(12);
    await pool.close();
  });

  it('never runs a job that was given up before its turn', async () => {
    const pool = await WorkerPool.start<number, number>(DOUBLER, undefined, 1);
    const drop = new AbortController();
    const first = pool.run(1);
    const second = pool.run(2, [], drop.signal);
    drop.abort(new Error('given up'));
    await expect(second).rejects.toThrow('given up');
    expect(await first).toBe(2);
    await pool.close();
  });

  it('fails to start where the worker does', async () => {
    await expect(WorkerPool.start(worker(`throw new Error('no model')`), undefined, 1)).rejects.toThrow(
      'no model',
    );
  });

  it('leaves nobody waiting when closed', async () => {
    const pool = await WorkerPool.start<number, number>(
      worker(`parentPort.postMessage({ ready: 1 }); parentPort.on('message', () => 0)`),
      undefined,
      1,
    );
    const waiting = [pool.run(1), pool.run(2)].map((job) => expect(job).rejects.toThrow('closed'));
    await pool.close();
    await Promise.all(waiting);
  });
});
