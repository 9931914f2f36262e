import type { Span, Tracing } from '../../../platform/tracing/index.js';
import type { OwnedCall } from '../recording/call-recorder.js';
import type { Effect, EventData } from '../session/effect.js';
import type { SessionInput } from '../session/input.js';

/**
 * The spans of one call on one gateway: the call with its timeline, each connection to the model, and under it each tool
 * that ran meanwhile. It only watches what goes into the session and what comes out. A span is sent when it ends, so a
 * call is seen when it is over.
 */
export class CallTrace {
  private readonly call: Span;
  private readonly connections = new Map<number, Span>();
  private readonly tools = new Map<string, Span>();
  /** What a tool follows from. */
  private connected: Span | undefined;

  constructor(
    private readonly tracing: Tracing,
    { tenantId, callId }: OwnedCall,
    agentId: string,
    parent: string | undefined,
  ) {
    const attributes = { 'orbis.call.id': callId, 'orbis.tenant.id': tenantId, 'orbis.agent.id': agentId };
    this.call = tracing.begin('voice.call', { kind: 'server', parent, attributes });
  }

  get traceparent(): string | undefined {
    return this.call.traceparent;
  }

  effect(effect: Effect): void {
    switch (effect.type) {
      case 'open-provider':
        return this.opening(effect.connection, effect.handle !== undefined);
      case 'close-provider':
        return end(this.connections, effect.connection);
      case 'invoke-tool':
        return this.invoked(effect.occasion, effect.name);
      case 'record-event':
        return this.call.event(effect.kind, figuresOf(effect.turn, effect.data));
      case 'finalise':
        return this.call.set({ 'orbis.call.end_reason': effect.reason });
      case 'hand-over':
        return this.call.event('call.handed-over');
      default:
        return;
    }
  }

  input(input: SessionInput): void {
    switch (input.type) {
      case 'provider.opened':
        return this.connections.get(input.connection)?.event('opened');
      case 'provider.open-failed':
      case 'provider.closed':
        return end(this.connections, input.connection, input.failure);
      case 'tool.settled': {
        const { occasion, outcome } = input;
        return end(this.tools, occasion, outcome.kind === 'error' ? outcome.code : undefined);
      }
      default:
        return;
    }
  }

  /** Of everything that is still open. */
  end(): void {
    for (const open of [this.tools, this.connections]) {
      for (const span of open.values()) span.end();
      open.clear();
    }
    this.call.end();
  }

  private opening(connection: number, resumed: boolean): void {
    const attributes = { 'orbis.connection': connection, 'orbis.resumed': resumed };
    const span = this.tracing.begin('voice.provider', {
      kind: 'client',
      parent: this.traceparent,
      attributes,
    });
    this.connections.set(connection, span);
    this.connected = span;
  }

  private invoked(occasion: string, name: string): void {
    const parent = this.connected?.traceparent ?? this.traceparent;
    const attributes = { 'orbis.tool.name': name };
    this.tools.set(occasion, this.tracing.begin('voice.tool', { kind: 'client', parent, attributes }));
  }
}

function end<K>(open: Map<K, Span>, which: K, failure?: string): void {
  open.get(which)?.end(failure);
  open.delete(which);
}

/** Numbers and truths of the timeline; its texts may be somebody's words. */
function figuresOf(turn: number | null, data: EventData): Record<string, number | boolean> {
  const figures: Record<string, number | boolean> = turn === null ? {} : { turn };
  for (const [name, value] of Object.entries(data))
    if (typeof value === 'number' || typeof value === 'boolean') figures[name] = value;
  return figures;
}
