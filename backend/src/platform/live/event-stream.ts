import type { FastifyReply } from 'fastify';

/** A page that reads nothing is let go rather than written to for ever; when it comes back it reads everything anew. */
const MAX_UNREAD_BYTES = 64 * 1024;

/** One answer that goes on: server-sent events over a raw response. */
export class EventStream {
  constructor(private readonly reply: FastifyReply) {}

  /** @param retryMs how long a browser should wait before it comes back by itself. */
  open(retryMs: number): void {
    const { reply } = this;
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Some proxies hold answers back to compress or to join them.
      'x-accel-buffering': 'no',
    });
    this.write(`retry: ${retryMs}\n\n`);
  }

  send(data: object): void {
    this.write(`data: ${JSON.stringify(data)}\n\n`);
  }

  /** Keeps proxies, and the bound on silent connections, from taking the line for dead. */
  beat(): void {
    this.write(':\n\n');
  }

  close(): void {
    if (!this.reply.raw.writableEnded) this.reply.raw.end();
  }

  onClosed(done: () => void): void {
    this.reply.raw.once('close', done);
  }

  private write(text: string): void {
    const { raw } = this.reply;
    if (raw.writableEnded || raw.destroyed) return;
    if (raw.writableLength > MAX_UNREAD_BYTES) raw.destroy();
    else raw.write(text);
  }
}
