import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedMessage {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Behaviour = (reply: ServerResponse) => void;

export interface WebhookReceiver {
  /** `host:port`, as EGRESS_ALLOW takes it. */
  readonly host: string;
  /** Everything that arrived, in order. */
  readonly received: ReceivedMessage[];
  /** The most requests to one path at one moment. */
  mostAtOnce(path: string): number;
  /** How a path answers from now on; 204 until told otherwise. */
  on(path: string, behaviour: Behaviour): void;
  at(path: string): ReceivedMessage[];
  url(path: string): string;
  close(): Promise<void>;
}

/** A team's server, with as many ways to behave as it has paths. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedMessage[] = [];
  const behaviours = new Map<string, Behaviour>();
  const open = new Map<string, number>();
  const most = new Map<string, number>();
  const server = createServer((request, reply) => {
    const path = request.url ?? '';
    open.set(path, (open.get(path) ?? 0) + 1);
    most.set(path, Math.max(most.get(path) ?? 0, open.get(path) ?? 0));
    reply.on('close', () => open.set(path, (open.get(path) ?? 0) - 1));
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ path, headers: request.headers, body });
      const behave = behaviours.get(path);
      if (behave) behave(reply);
      else reply.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    received,
    mostAtOnce: (path) => most.get(path) ?? 0,
    on: (path, behaviour) => void behaviours.set(path, behaviour),
    at: (path) => received.filter((message) => message.path === path),
    url: (path) => `http://${host}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
