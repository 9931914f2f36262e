import { Worker } from 'node:worker_threads';

interface Ready<Info> {
  ready: Info;
}

/**
 * A worker that says `{ ready }` once it has loaded its models. A failure before that rejects `start`; a failure after
 * it is not survivable (a caller would wait for ever), so it ends the process for the supervisor to start it again.
 */
export class WorkerThread<Up, Info> {
  private constructor(
    private readonly worker: Worker,
    readonly info: Info,
  ) {}

  static start<Up, Down, Info>(
    file: URL,
    workerData: unknown,
    onMessage: (message: Down) => void,
  ): Promise<WorkerThread<Up, Info>> {
    const worker = new Worker(file, { workerData });
    return new Promise((resolve, reject) => {
      worker.once('message', (message: Ready<Info>) => {
        worker.removeAllListeners('error').removeAllListeners('exit');
        worker.on('message', onMessage);
        worker.on('error', (cause) => {
          throw new Error('a speech worker failed', { cause });
        });
        resolve(new WorkerThread(worker, message.ready));
      });
      worker.once('error', reject);
      worker.once('exit', (code) =>
        reject(new Error(`a speech worker ended with ${code} before it was ready`)),
      );
    });
  }

  post(message: Up, transfer: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  async close(): Promise<void> {
    this.worker.removeAllListeners();
    await this.worker.terminate();
  }
}
