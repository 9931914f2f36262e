import type { LiveEvent } from '@orbisvoice/contracts';
import { waitFor } from './wait-for.js';

/** What a page hears on a live stream. Always `close()` it. */
export class LiveReader {
  readonly events: LiveEvent[] = [];
  ended = false;
  private readonly abort = new AbortController();

  private constructor(readonly answer: Response) {}

  static async open(
    url: string,
    cookie: string,
    { path = '/live', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
  ): Promise<LiveReader> {
    const abort = new AbortController();
    const answer = await fetch(`${url}${path}`, { headers: { cookie, ...headers }, signal: abort.signal });
    const reader = new LiveReader(answer);
    reader.abort.signal.addEventListener('abort', () => abort.abort());
    void reader.read();
    return reader;
  }

  close(): void {
    this.abort.abort();
  }

  /** Waits for an event; `id` undefined is any. */
  async until(name: LiveEvent['name'], id?: string): Promise<void> {
    await waitFor(() => this.events.some((event) => event.name === name && (!id || event.id === id)));
  }

  private async read(): Promise<void> {
    let rest = '';
    try {
      const decoder = new TextDecoder();
      for await (const bytes of this.answer.body ?? []) {
        const messages = (rest + decoder.decode(bytes as Uint8Array, { stream: true })).split('\n\n');
        rest = messages.pop() ?? '';
        for (const message of messages)
          if (message.startsWith('data: ')) this.events.push(JSON.parse(message.slice(6)));
      }
    } catch {
      // The test closed it, or the server went away: either way it has ended.
    }
    this.ended = true;
  }
}
