import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import type { WebSocketServer } from 'ws';
import { GatewayServer } from './gateway-server.js';

/**
 * Nest's ws adapter on our own server: limits are checked before the upgrade, and closing the application does not cut
 * calls, because the session registry has let them finish before this is reached.
 */
export class VoiceSocketAdapter extends WsAdapter {
  constructor(private readonly app: INestApplication) {
    super(app);
  }

  override create(): WebSocketServer {
    return this.app.get(GatewayServer, { strict: false }).sockets;
  }

  /** Frames are read by ClientSocket alone. Nest's own reader would try to parse each audio frame as JSON, and fail. */
  override bindMessageHandlers(): void {}

  override async close(): Promise<void> {
    await this.app.get(GatewayServer, { strict: false }).close();
  }
}
