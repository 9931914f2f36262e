import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Performer } from '../ports.js';
import { closeReason, INTERNAL_ERROR, type Refusal } from '../protocol/refusal.js';
import type { ActiveFaults, Stage } from '../scripted/fault.js';
import type { Scenario } from '../scripted/scenario.js';
import type { ResumptionStore } from '../session/resumption-store.js';
import { openWith, type HandshakeRules } from './handshake.js';
import { tapFrames } from './frame-tap.js';
import { LiveSession } from './live-session.js';
import { Outlet } from './outlet.js';
import type { Pacer } from './pacer.js';

export interface ConnectionParts {
  webSocket: WebSocket;
  socket: Socket;
  version: string;
  store: ResumptionStore;
  pacer: Pacer;
  constrain: HandshakeRules['constrain'];
  /** The scenario of this connection; labels count only where the upgrade has not chosen one. */
  scenarioFor: (labels: Record<string, string>) => Scenario;
  strike: (scenario: Scenario, stage: Stage) => ActiveFaults;
  performerFor: (scenario: Scenario, faults: ActiveFaults) => Performer;
  /** The client asks whether anybody is there. */
  pinged: () => void;
  onError: (error: unknown) => void;
}

/** One client's socket from upgrade to close: the setup first, then its session. */
export class Connection {
  private session: LiveSession | undefined;

  constructor(private readonly parts: ConnectionParts) {
    const { webSocket } = parts;
    webSocket.on('message', (frame: Buffer) => this.receive(frame));
    tapFrames(parts.socket, (frame) => this.receive(frame));
    webSocket.on('ping', (data: Buffer) => {
      parts.pinged();
      if (this.session) this.session.ping(data);
      else webSocket.pong(data);
    });
    webSocket.on('close', () => this.session?.end());
    webSocket.on('error', () => webSocket.terminate());
  }

  private receive(frame: Buffer): void {
    try {
      if (this.session) this.session.receive(frame);
      else this.open(frame);
    } catch (error) {
      this.parts.onError(error);
      this.refuse(INTERNAL_ERROR);
    }
  }

  private open(frame: Buffer): void {
    const { webSocket, socket, version, store, pacer, constrain, scenarioFor, onError } = this.parts;
    const { strike } = this.parts;
    const opening = openWith(frame, {
      version,
      store,
      constrain,
      badHandleCode: (labels) => scenarioFor(labels).wire.badHandleCode,
      handleFaults: (labels) => strike(scenarioFor(labels), 'handle'),
    });
    if (!opening.ok) {
      this.refuse(opening.refusal);
      return;
    }
    const { setup, restored, hangs } = opening.value;
    const scenario = scenarioFor(setup.labels);
    const faults = strike(scenario, 'session');
    this.session = new LiveSession({
      sessionId: restored?.sessionId ?? randomUUID(),
      setup,
      restored: restored?.snapshot,
      hangs,
      scenario,
      faults,
      performer: this.parts.performerFor(scenario, faults),
      outlet: new Outlet(webSocket, socket, scenario.wire.json, faults.get('unknown-keys') !== undefined),
      webSocket,
      store,
      pacer,
      onError,
    });
  }

  private refuse({ code, reason }: Refusal): void {
    this.parts.webSocket.close(code, closeReason(reason));
  }
}
