import { WorkerThread } from './worker-thread.js';

export type JobAnswer<Result> = { result: Result } | { failure: string };

interface WaitingJob<Job, Result> {
  job: Job;
  transfer: ArrayBuffer[];
  signal: AbortSignal | undefined;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

interface Place<Job, Result, Info> {
  thread: WorkerThread<Job, Info>;
  running: WaitingJob<Job, Result> | undefined;
}

/** Workers that take one job at a time, first come first served. A job whose signal fires before its turn never runs. */
export class WorkerPool<Job, Result, Info = undefined> {
  private readonly places: Place<Job, Result, Info>[] = [];
  private readonly waiting: WaitingJob<Job, Result>[] = [];

  static async start<Job, Result, Info = undefined>(file: URL, workerData: unknown, size: number) {
    const pool = new WorkerPool<Job, Result, Info>();
    await Promise.all(Array.from({ length: size }, () => pool.addPlace(file, workerData)));
    return pool;
  }

  get info(): Info {
    return this.places[0]!.thread.info;
  }

  run(job: Job, transfer: ArrayBuffer[] = [], signal?: AbortSignal): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ job, transfer, signal, resolve, reject });
      this.fill();
    });
  }

  async close(): Promise<void> {
    const closed = new Error('the speech workers were closed');
    for (const { reject } of this.waiting.splice(0)) reject(closed);
    for (const place of this.places) place.running?.reject(closed);
    await Promise.all(this.places.map(({ thread }) => thread.close()));
  }

  private async addPlace(file: URL, workerData: unknown): Promise<void> {
    const answered = (answer: JobAnswer<Result>) => {
      const done = place.running;
      place.running = undefined;
      if ('result' in answer) done?.resolve(answer.result);
      else done?.reject(new Error(answer.failure));
      this.fill();
    };
    const thread = await WorkerThread.start<Job, JobAnswer<Result>, Info>(file, workerData, answered);
    const place: Place<Job, Result, Info> = { thread, running: undefined };
    this.places.push(place);
  }

  private fill(): void {
    for (const place of this.places) {
      if (place.running) continue;
      const next = this.nextWanted();
      if (!next) return;
      place.running = next;
      place.thread.post(next.job, next.transfer);
    }
  }

  private nextWanted(): WaitingJob<Job, Result> | undefined {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      if (!next.signal?.aborted) return next;
      next.reject(next.signal.reason);
    }
    return undefined;
  }
}
