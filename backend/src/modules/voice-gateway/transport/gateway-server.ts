import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { WebSocketServer } from 'ws';
import {
  clientAddressBehind,
  guestOf,
  MAX_CONNECTIONS,
  Readiness,
  SLOW_SENDERS,
} from '../../../platform/http/index.js';
import { mayReadMetrics, Metrics } from '../../../platform/metrics/index.js';
import { SessionRegistry } from '../runtime/session-registry.service.js';
import { SilentSockets } from './silent-sockets.js';

export const STREAM_PATH = '/stream';
/** More than calls and silent sockets can be together: what is left are sockets that are being refused. */
const MAX_SOCKETS = 2_000;
/** A connection on which nothing happens; sockets of calls have pings of their own. */
const INACTIVE_MS = 20_000;
/** Above the largest audio frame, so that a frame that is too large is told what is wrong with it. */
const MAX_PAYLOAD_BYTES = 64 * 1024;

/** The HTTP server of the voice gateway: upgrades on one path, and what an operator asks a process. */
@Injectable()
export class GatewayServer implements OnApplicationBootstrap {
  readonly sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_BYTES,
    maxFragments: 64,
    maxBufferedChunks: 1_024,
  });
  private readonly silent: SilentSockets;
  private readonly addressOf: (request: IncomingMessage) => string;
  private readonly server = createServer(
    SLOW_SENDERS,
    (request, response) => void this.answer(request, response),
  );

  constructor(
    private readonly config: AppConfig,
    private readonly registry: SessionRegistry,
    private readonly metrics: Metrics,
    private readonly readiness: Readiness,
  ) {
    this.silent = new SilentSockets(config.silentSockets, config.silentSocketsPerAddress);
    this.addressOf = clientAddressBehind(config.trustedProxies);
    this.server.maxConnections = MAX_CONNECTIONS;
    this.server.timeout = INACTIVE_MS;
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  async onApplicationBootstrap(): Promise<void> {
    const { role, gatewayPort, host } = this.config;
    if (role !== 'all' && role !== 'gateway') return;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(gatewayPort, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /** Called by the adapter after the calls were let finish. */
  async close(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  /**
   * Refusals are plain HTTP: before the upgrade there is no socket that could carry a close code. Whoever only opens sockets
   * takes no place from those who call: a first message opens a call, or closes its socket.
   */
  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const path = request.url?.split('?', 1)[0];
    if (path !== STREAM_PATH) return refuse(socket, '404 Not Found');
    if (this.draining || this.sockets.clients.size >= MAX_SOCKETS)
      return refuse(socket, '503 Service Unavailable');
    const heard = this.silent.enter(guestOf(this.addressOf(request)));
    if (!heard) return refuse(socket, '503 Service Unavailable');
    socket.once('close', heard);
    this.sockets.handleUpgrade(request, socket, head, (client) => {
      client.once('message', heard);
      this.sockets.emit('connection', client, request);
    });
  }

  private get draining(): boolean {
    return this.registry.draining || this.readiness.draining;
  }

  private async ready(response: ServerResponse): Promise<void> {
    const { ready, parts } = await this.readiness.report();
    const status = this.draining ? 'draining' : ready ? 'ready' : 'unavailable';
    json(response, status === 'ready' ? 200 : 503, { status, parts });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (request.url?.split('?', 1)[0]) {
      case '/health':
        return json(response, 200, { status: 'ok' });
      case '/ready':
        return this.ready(response);
      case '/metrics': {
        if (!mayReadMetrics(this.config, request)) return json(response, 404, { status: 'not_found' });
        const text = await this.metrics.registry.metrics();
        response.writeHead(200, { 'content-type': this.metrics.registry.contentType }).end(text);
        return;
      }
      default:
        return json(response, 404, { status: 'not_found' });
    }
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
