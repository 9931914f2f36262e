import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer, type RawData } from 'ws';

/** What the model was given to hear, taken from the wire between the gateway and the model. */
export interface EngineTap {
  readonly url: string;
  /** Where the real one is. */
  target: string;
  /** PCM16 mono 16 kHz of all sessions in order: a call may take a new one under way. */
  heard(): Buffer;
  /** Begins anew, for the next call. */
  forget(): void;
  close(): Promise<void>;
}

interface AudioInput {
  realtimeInput?: { audio?: { data?: string } };
}

export async function tapEngine(): Promise<EngineTap> {
  const server = createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  let heard: Buffer[] = [];
  const tap = {
    url: '',
    target: '',
    heard: () => Buffer.concat(heard),
    forget: () => void (heard = []),
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  sockets.on('connection', (gateway, request) => {
    const model = new WebSocket(tap.target.replace(/^http/, 'ws') + request.url, {
      perMessageDeflate: false,
    });
    const early: RawData[] = [];
    gateway.on('message', (data, binary) => {
      const { realtimeInput } = JSON.parse(data.toString()) as AudioInput;
      if (realtimeInput?.audio?.data) heard.push(Buffer.from(realtimeInput.audio.data, 'base64'));
      if (model.readyState === WebSocket.OPEN) model.send(data, { binary });
      else early.push(data);
    });
    model.on('open', () => early.forEach((data) => model.send(data, { binary: false })));
    model.on('message', (data, binary) => gateway.send(data, { binary }));
    gateway.on('close', () => model.close());
    model.on('close', () => gateway.close());
    for (const socket of [gateway, model]) socket.on('error', () => socket.terminate());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tap.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return tap;
}
