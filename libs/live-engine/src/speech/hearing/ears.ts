import type { Ear, EarEvent, EarSettings } from '../../ports.js';
import { WorkerPool } from '../workers/worker-pool.js';
import { WorkerThread } from '../workers/worker-thread.js';
import type { ListenerCommand, ListenerData, ListenerReport } from './listener-worker.js';
import type { ListenerEvent } from './listener-session.js';
import type { RuntimeChoice } from './recogniser.js';
import type { TranscriberData } from './transcriber-worker.js';

export interface EarsOptions {
  workers: URL;
  runtime: RuntimeChoice;
  cacheFolder: string;
  transcribers: number;
  onProblem: (problem: Error) => void;
}

/** All sessions' ears. Voice activity runs on one worker for all, recognition on others, so that a long sentence of one
 * caller never delays the barge-in of another. */
export class Ears {
  private readonly sessions = new Map<number, SessionEar>();
  private nextSession = 1;

  private constructor(
    private readonly listener: WorkerThread<ListenerCommand, string>,
    private readonly transcribers: WorkerPool<Float32Array, string, string>,
    private readonly onProblem: (problem: Error) => void,
  ) {}

  static async start(options: EarsOptions): Promise<Ears> {
    const listenerData: ListenerData = { runtime: options.runtime };
    const transcriberData: TranscriberData = { runtime: options.runtime, cacheFolder: options.cacheFolder };
    const reported = ({ session, event }: ListenerReport) => ears.sessions.get(session)?.heard(event);
    const [listener, transcribers] = await Promise.all([
      WorkerThread.start<ListenerCommand, ListenerReport, string>(
        new URL('hearing/listener-worker.js', options.workers),
        listenerData,
        reported,
      ),
      WorkerPool.start<Float32Array, string, string>(
        new URL('hearing/transcriber-worker.js', options.workers),
        transcriberData,
        options.transcribers,
      ),
    ]);
    const ears = new Ears(listener, transcribers, options.onProblem);
    return ears;
  }

  /** `native` or `wasm`. */
  get runtime(): string {
    return this.transcribers.info;
  }

  listen(settings: EarSettings, onEvent: (event: EarEvent) => void): Ear {
    const session = this.nextSession++;
    const ear = new SessionEar(this.transcribers, onEvent, this.onProblem);
    this.sessions.set(session, ear);
    this.listener.post({ session, type: 'open', settings });
    return {
      push: (pcm) => {
        // Node's buffers share pooled memory: only a copy may change hands.
        const copy = new Uint8Array(pcm);
        this.listener.post({ session, type: 'audio', pcm: copy }, [copy.buffer]);
      },
      begin: () => this.listener.post({ session, type: 'begin' }),
      flush: () => this.listener.post({ session, type: 'flush' }),
      close: () => {
        ear.close();
        this.sessions.delete(session);
        this.listener.post({ session, type: 'close' });
      },
    };
  }

  async close(): Promise<void> {
    for (const ear of this.sessions.values()) ear.close();
    await Promise.all([this.listener.close(), this.transcribers.close()]);
  }
}

/** Joins a caller's turns with their words, in order. */
class SessionEar {
  private guess: { words: Promise<string>; drop: AbortController } | undefined;
  /** Utterances come one after the other, even where a later one was recognised first. */
  private delivered: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly transcribers: WorkerPool<Float32Array, string, string>,
    private readonly onEvent: (event: EarEvent) => void,
    private readonly onProblem: (problem: Error) => void,
  ) {}

  heard(event: ListenerEvent): void {
    if (this.closed) return;
    if (event.type === 'segment') {
      this.guess = this.recognise(event.samples);
    } else if (event.type === 'discard') {
      this.guess?.drop.abort(new Error('more speech followed'));
      this.guess = undefined;
    } else {
      this.onEvent(event);
      if (event.type === 'speech-end') this.deliver(this.guess?.words ?? Promise.resolve(''));
    }
  }

  close(): void {
    this.closed = true;
    this.guess?.drop.abort(new Error('the session ended'));
  }

  private deliver(words: Promise<string>): void {
    this.guess = undefined;
    this.delivered = this.delivered.then(async () => {
      const text = await words;
      if (!this.closed) this.onEvent({ type: 'utterance', text });
    });
  }

  private recognise(samples: Float32Array<ArrayBuffer>) {
    const drop = new AbortController();
    const words = this.transcribers.run(samples, [samples.buffer], drop.signal).catch((error: unknown) => {
      if (!drop.signal.aborted && !this.closed) {
        this.onProblem(new Error('speech was not recognised', { cause: error }));
      }
      return '';
    });
    return { words, drop };
  }
}
