import type { CallAudio, CallAudioHandlers } from '../audio/call-audio.port.js';

const deferred = () => {
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<void>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
};

/** Sound without a device: records what it is asked to do and lets a test play microphone and loudspeaker. */
export class FakeCallAudio implements CallAudio {
  static last: FakeCallAudio;
  readonly log: string[] = [];
  opening = deferred();
  closed = false;

  constructor(readonly handlers: CallAudioHandlers) {
    FakeCallAudio.last = this;
    this.opening.promise.catch(() => undefined);
  }

  open({ microphone }: { microphone: boolean }): Promise<void> {
    this.log.push(microphone ? 'open with microphone' : 'open');
    return this.opening.promise;
  }

  play(turn: number): void {
    this.log.push(`play ${turn}`);
  }

  finish(): void {
    this.log.push('finish');
  }

  flush(): void {
    this.log.push('flush');
  }

  setMuted(muted: boolean): void {
    this.log.push(muted ? 'muted' : 'open microphone');
  }

  close(): void {
    this.closed = true;
  }
}
