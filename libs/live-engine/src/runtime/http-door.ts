import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { AuthTokens } from '../session/auth-tokens.js';

export interface Health {
  status: 'ok';
  name: string;
  notice: string;
  mode: 'scripted' | 'speech';
  performer: string;
  sessions: number;
  uptimeMs: number;
  /** CPU of this process since its start, so that a load test can subtract the engine's share. */
  cpuMs: number;
}

const TokenBody = z.object({
  uses: z.number().int().nonnegative().optional(),
  expireTime: z.string().optional(),
  newSessionExpireTime: z.string().optional(),
  bidiGenerateContentSetup: z.record(z.string(), z.unknown()).optional(),
});

const MAX_BODY_BYTES = 64 * 1024;

/** The engine's plain HTTP: its health, and Gemini's ephemeral tokens. */
export async function answerHttp(
  request: IncomingMessage,
  response: ServerResponse,
  tokens: AuthTokens,
  health: () => Health,
): Promise<void> {
  const path = (request.url ?? '/').replace(/^\/+/, '/').replace(/\?.*$/, '');
  if (request.method === 'GET' && path === '/health') {
    send(response, 200, health());
    return;
  }
  if (request.method !== 'POST' || !/\/v1alpha\/auth_tokens$/.test(path)) {
    sendError(response, 404, 'NOT_FOUND', 'Not found.');
    return;
  }
  if (!request.headers['x-goog-api-key']) {
    sendError(response, 403, 'PERMISSION_DENIED', 'The request is missing a valid API key.');
    return;
  }
  const body = TokenBody.safeParse(await readJson(request));
  if (body.success) send(response, 200, { name: tokens.create(body.data) });
  else sendError(response, 400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}

function sendError(response: ServerResponse, code: number, status: string, message: string): void {
  send(response, code, { error: { code, message, status } });
}
