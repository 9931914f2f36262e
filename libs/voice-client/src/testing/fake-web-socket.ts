import type { ServerMessage } from '@orbisvoice/contracts';
import type { WebSocketLike } from '../connection/web-socket.port.js';

/** A socket whose other end is the test. */
export class FakeWebSocket implements WebSocketLike {
  static last: FakeWebSocket;
  binaryType = 'blob';
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly sent: (string | ArrayBuffer)[] = [];
  closedWith: number | undefined;

  constructor(readonly url: string) {
    FakeWebSocket.last = this;
  }

  send(data: string | ArrayBuffer): void {
    this.sent.push(data);
  }

  close(code = 1005): void {
    this.closedWith ??= code;
  }

  open(): void {
    this.onopen?.();
  }

  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  audio(pcm: ArrayBuffer): void {
    this.onmessage?.({ data: pcm });
  }

  drop(code: number, reason = ''): void {
    this.onclose?.({ code, reason });
  }

  get messages(): Record<string, unknown>[] {
    return this.sent.filter((item) => typeof item === 'string').map((item) => JSON.parse(item) as never);
  }
}

export const READY: ServerMessage = {
  type: 'ready',
  callId: '0198c0de-0000-7000-8000-000000000001',
  resumeSecret: 'secret-secret-secret',
  agent: {
    id: '0198c0de-0000-7000-8000-000000000002',
    name: 'Ada',
    language: 'en-US',
    voiceId: 'Puck',
  },
  audio: { inputSampleRate: 16_000, outputSampleRate: 24_000 },
  demo: true,
  resumed: false,
};
