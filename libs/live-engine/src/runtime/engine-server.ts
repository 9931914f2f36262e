import { createServer, STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Performer } from '../ports.js';
import { readEndpoint } from '../protocol/endpoint.js';
import { FaultLedger, type ActiveFaults } from '../scripted/fault.js';
import type { Scenario } from '../scripted/scenario.js';
import { AuthTokens } from '../session/auth-tokens.js';
import { ResumptionStore } from '../session/resumption-store.js';
import { Connection } from './connection.js';
import { answerHttp, type Health } from './http-door.js';
import { Pacer } from './pacer.js';
import { ScenarioBook, UnknownScenarioError } from './scenario-choice.js';

export interface EngineServerOptions {
  mode: 'scripted' | 'speech';
  /** Words for the banner and for `GET /health`. */
  performerName: string;
  performerFor: (scenario: Scenario, faults: ActiveFaults) => Performer;
  /** Plays where a connection asks for no other. */
  scenario: Scenario;
  book: ScenarioBook;
  handleLifeMs: number | undefined;
  onError: (error: unknown) => void;
}

/** Largest client frame; half a megabyte is many seconds of audio. */
const MAX_FRAME_BYTES = 1024 * 1024;

/** The listening side: HTTP, upgrades, and one connection object for each client. */
export class EngineServer {
  private readonly http: Server;
  private readonly webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    autoPong: false,
    skipUTF8Validation: true,
    maxPayload: MAX_FRAME_BYTES,
  });
  private readonly tokens = new AuthTokens();
  private readonly ledger = new FaultLedger();
  private readonly pacer = new Pacer();
  private readonly store: ResumptionStore;
  private pingCount = 0;
  private readonly startedAt = performance.now();

  constructor(private readonly options: EngineServerOptions) {
    this.store = new ResumptionStore(options.handleLifeMs);
    this.http = createServer((request, response) => {
      answerHttp(request, response, this.tokens, () => this.health()).catch(options.onError);
    });
    this.http.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
      this.upgrade(request, socket, head),
    );
  }

  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(port, host, resolve);
    });
    return (this.http.address() as AddressInfo).port;
  }

  get sessions(): number {
    return this.webSockets.clients.size;
  }

  /** How often clients have asked whether anybody is there. */
  get pings(): number {
    return this.pingCount;
  }

  dropConnections(): void {
    for (const client of this.webSockets.clients) client.terminate();
  }

  async close(): Promise<void> {
    this.dropConnections();
    this.http.closeAllConnections();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
  }

  private health(): Health {
    const { user, system } = process.cpuUsage();
    return {
      status: 'ok',
      name: 'OrbisVoice local live engine',
      notice: 'This is a local demonstration voice that speaks the Live protocol. It is not Gemini.',
      mode: this.options.mode,
      performer: this.options.performerName,
      sessions: this.sessions,
      uptimeMs: Math.round(performance.now() - this.startedAt),
      cpuMs: Math.round((user + system) / 1000),
    };
  }

  private upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const header = (name: string) => [request.headers[name]].flat()[0];
    const endpoint = readEndpoint(request.url ?? '/', header('x-goog-api-key'));
    if (endpoint.kind === 'refused') return refuse(socket, endpoint.status);
    const { credential, version } = endpoint;
    if (credential.type === 'token' && !this.tokens.accepts(credential.value)) return refuse(socket, 403);
    let chosen: Scenario | undefined;
    try {
      chosen = this.options.book.ofUpgrade(header('x-scenario'), credential.value);
    } catch (error) {
      if (error instanceof UnknownScenarioError) return refuse(socket, 400, error.message);
      throw error;
    }
    const refusal = this.ledger
      .strike((chosen ?? this.options.scenario).faults, 'upgrade')
      .get('refuse-upgrade');
    if (refusal) return refuse(socket, refusal.status);
    const token = credential.type === 'token' ? credential.value : undefined;
    this.webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      socket.setNoDelay(true);
      const { book, scenario, performerFor, onError } = this.options;
      new Connection({
        webSocket,
        socket,
        version,
        store: this.store,
        pacer: this.pacer,
        constrain: (fields, resuming) =>
          token === undefined ? fields : this.tokens.constrain(token, fields, resuming),
        scenarioFor: (labels) => chosen ?? book.named(labels.scenario ?? '') ?? scenario,
        strike: ({ faults }, stage) => this.ledger.strike(faults, stage),
        performerFor,
        pinged: () => void (this.pingCount += 1),
        onError,
      });
    });
    return undefined;
  }
}

function refuse(socket: Socket, status: number, body = ''): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
