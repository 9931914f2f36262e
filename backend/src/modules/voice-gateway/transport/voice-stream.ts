import type { IncomingMessage } from 'node:http';
import type { OnApplicationShutdown } from '@nestjs/common';
import { HEARTBEAT_MS } from '@orbisvoice/contracts';
import { WebSocketGateway, type OnGatewayConnection } from '@nestjs/websockets';
import type { WebSocket } from 'ws';
import { SessionRegistry } from '../runtime/session-registry.service.js';
import { ClientSocket } from './client-socket.js';
import { STREAM_PATH } from './gateway-server.js';

const BEAT_MS = 15_000;

/** `WS /stream`. Sockets are taken raw: binary frames are audio, which Nest's message handlers do not know. */
@WebSocketGateway({ path: STREAM_PATH })
export class VoiceStream implements OnGatewayConnection, OnApplicationShutdown {
  private readonly clients = new Set<ClientSocket>();
  private readonly heart = setInterval(() => this.clients.forEach((client) => client.beat()), BEAT_MS);
  private readonly ticks = setInterval(
    () => this.clients.forEach((client) => client.tick()),
    HEARTBEAT_MS / 2,
  );

  constructor(private readonly registry: SessionRegistry) {
    this.heart.unref();
    this.ticks.unref();
  }

  handleConnection(socket: WebSocket, request: IncomingMessage): void {
    const client = new ClientSocket(socket, request.headers.origin?.toLowerCase());
    this.clients.add(client);
    socket.once('close', () => this.clients.delete(client));
    client.listen(this.registry.accept(client));
  }

  onApplicationShutdown(): void {
    clearInterval(this.heart);
    clearInterval(this.ticks);
  }
}
