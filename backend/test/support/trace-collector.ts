import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly string[];
}

interface Value {
  stringValue?: string;
  intValue?: number | string;
  doubleValue?: number;
  boolValue?: boolean;
}
interface Attributed {
  attributes?: { key: string; value: Value }[];
}
interface Export {
  resourceSpans: {
    resource: Attributed;
    scopeSpans: {
      spans: (Attributed & {
        traceId: string;
        spanId: string;
        parentSpanId?: string;
        name: string;
        status?: { code?: number };
        events?: { name: string }[];
      })[];
    }[];
  }[];
}

/** An OpenTelemetry collector: takes OTLP over HTTP as JSON and keeps the spans. */
export class TraceCollector {
  readonly spans: CollectedSpan[] = [];
  /** Everything that came, word by word. */
  readonly bodies: string[] = [];
  readonly headers: (string | undefined)[] = [];
  readonly services = new Set<unknown>();

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const known = request.method === 'POST' && request.url === '/v1/traces';
        response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
        if (!known) return;
        this.bodies.push(body);
        this.headers.push(request.headers['x-tenant']?.toString());
        this.take(JSON.parse(body) as Export);
      });
    });
  }

  static async start(): Promise<TraceCollector> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TraceCollector(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  named(name: string): CollectedSpan[] {
    return this.spans.filter((span) => span.name === name);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take({ resourceSpans }: Export): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      this.services.add(attributesOf(resource)['service.name']);
      for (const span of scopeSpans.flatMap(({ spans }) => spans))
        this.spans.push({
          traceId: span.traceId,
          spanId: span.spanId,
          parentSpanId: span.parentSpanId || undefined,
          name: span.name,
          failed: span.status?.code === 2,
          attributes: attributesOf(span),
          events: (span.events ?? []).map(({ name }) => name),
        });
    }
  }
}

const attributesOf = ({ attributes = [] }: Attributed): Record<string, unknown> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.boolValue ?? value.doubleValue ?? Number(value.intValue),
    ]),
  );
