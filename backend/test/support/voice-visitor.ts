import { ServerMessage, type ServerMessageOf } from '@orbisvoice/contracts';
import { tone } from '@orbisvoice/live-engine';
import { WebSocket } from 'ws';

const FRAME_BYTES = 640;
const FRAME_MS = 20;
const AMPLITUDE = 9_000;

/** A visitor on a bare socket, who keeps everything that came, in order. */
export class VoiceVisitor {
  readonly messages: ServerMessage[] = [];
  /** Audio that came, with the number of messages before it. */
  readonly audio: { bytes: number; after: number; at: number }[] = [];
  closed: { code: number; reason: string } | undefined;
  private microphone: NodeJS.Timeout | undefined;
  private toSay: Buffer[] = [];

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer, binary) => {
      if (binary) this.audio.push({ bytes: data.length, after: this.messages.length, at: Date.now() });
      else this.messages.push(ServerMessage.parse(JSON.parse(data.toString())));
    });
    socket.on('close', (code, reason) => {
      clearInterval(this.microphone);
      this.closed = { code, reason: reason.toString() };
    });
    socket.on('error', () => undefined);
  }

  static async connect(url: string, origin?: string): Promise<VoiceVisitor> {
    const visitor = new VoiceVisitor(new WebSocket(url, origin === undefined ? {} : { origin }));
    await new Promise<void>((resolve, reject) => {
      visitor.socket.once('open', resolve);
      visitor.socket.once('error', reject);
    });
    return visitor;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  hello(fields: Record<string, unknown>): void {
    this.send({ type: 'hello', protocol: 1, ...fields });
  }

  async ready(fields: Record<string, unknown>): Promise<ServerMessageOf<'ready'>> {
    this.hello(fields);
    return this.until('ready');
  }

  /** An open microphone, in real time: silence but for what is said. */
  openMicrophone(): void {
    const silence = Buffer.alloc(FRAME_BYTES);
    this.microphone = setInterval(() => this.socket.send(this.toSay.shift() ?? silence), FRAME_MS);
  }

  /** So much speech into the open microphone, at a share of its usual loudness. */
  say(ms: number, loudness = 1): void {
    const pcm = tone('Caller', (ms * 2) / 3, AMPLITUDE * loudness);
    for (let at = 0; at + FRAME_BYTES <= pcm.length; at += FRAME_BYTES)
      this.toSay.push(pcm.subarray(at, at + FRAME_BYTES));
  }

  of<T extends ServerMessage['type']>(type: T): ServerMessageOf<T>[] {
    return this.messages.filter((message) => message.type === type) as ServerMessageOf<T>[];
  }

  async until<T extends ServerMessage['type']>(
    type: T,
    times = 1,
    timeoutMs = 10_000,
  ): Promise<ServerMessageOf<T>> {
    await this.waitFor(() => this.of(type).length >= times, `${times} ${type}`, timeoutMs);
    return this.of(type)[times - 1] as ServerMessageOf<T>;
  }

  async untilClosed(timeoutMs = 10_000): Promise<{ code: number; reason: string }> {
    await this.waitFor(() => this.closed !== undefined, 'the close', timeoutMs);
    return this.closed ?? { code: 0, reason: '' };
  }

  async untilAudio(chunks = 1): Promise<void> {
    await this.waitFor(() => this.audio.length >= chunks, `${chunks} chunks of audio`, 10_000);
  }

  async waitFor(condition: () => boolean, what: string, timeoutMs = 10_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what} after ${this.story()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  story(): string {
    const kinds = this.messages.map((message) =>
      message.type === 'error' ? `error:${message.code}` : message.type,
    );
    return `${kinds.join(' ')} audio:${this.audio.length} ${JSON.stringify(this.closed)}`;
  }

  hangUp(): void {
    this.socket.close(1000);
  }

  /** Gone without a word, as a lost network is. */
  vanish(): void {
    this.socket.terminate();
  }
}
