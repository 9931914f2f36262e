import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface ToolServer {
  /** `host:port`, as EGRESS_ALLOW takes it. */
  readonly host: string;
  readonly url: string;
  /** Everything that was asked, in order. */
  readonly seen: SeenRequest[];
  /** Answers of the next requests, in order; afterwards `{"ok":true}` again. */
  readonly next: ((reply: ServerResponse) => void)[];
  close(): Promise<void>;
}

/** A customer's server that a tool calls. */
export async function startToolServer(): Promise<ToolServer> {
  const seen: SeenRequest[] = [];
  const next: ToolServer['next'] = [];
  const server = createServer((request, reply) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      const answer = next.shift();
      if (answer) answer(reply);
      else reply.setHeader('content-type', 'application/json').end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    seen,
    next,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
