// @ts-check
// The yardstick of the voice benchmark: what a gateway costs that does nothing but relay. Two sockets a call, base64 and
// JSON by hand; no product, no checks, no state.
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { directPlan } from './lib/plans.mjs';

const { YARDSTICK_PORT, ENGINE_URL = '' } = process.env;
const { url, hello } = directPlan(ENGINE_URL);

const server = createServer((_request, response) => response.end('ready'));
const clients = new WebSocketServer({ server, perMessageDeflate: false });

clients.on('connection', (client) => {
  const upstream = new WebSocket(url, { perMessageDeflate: false });
  upstream.on('open', () => upstream.send(JSON.stringify(hello)));
  upstream.on('message', (/** @type {Buffer} */ data) => {
    const message = JSON.parse(data.toString());
    if (message.setupComplete) client.send('{"type":"ready"}');
    for (const part of message.serverContent?.modelTurn?.parts ?? [])
      if (part.inlineData) client.send(Buffer.from(part.inlineData.data, 'base64'));
  });
  client.on('message', (/** @type {Buffer} */ data, binary) => {
    if (!binary && data.includes('"end"')) client.send('{"type":"ended"}');
    if (!binary || upstream.readyState !== WebSocket.OPEN) return;
    const audio = { data: data.toString('base64'), mimeType: 'audio/pcm;rate=16000' };
    upstream.send(JSON.stringify({ realtimeInput: { audio } }));
  });
  client.on('close', () => upstream.close());
  upstream.on('close', () => client.close());
  for (const socket of [client, upstream]) socket.on('error', () => socket.terminate());
});

server.listen(Number(YARDSTICK_PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
