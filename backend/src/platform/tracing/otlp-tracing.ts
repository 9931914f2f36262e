import type { OnApplicationShutdown } from '@nestjs/common';
import type { AppConfig } from '@orbisvoice/config';
import {
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind as Kind,
  SpanStatusCode,
  trace,
  type Context,
  type Span as RawSpan,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import { newId } from '../crypto/ids.js';
import type { Logger } from '../logging/logger.js';
import { Tracing, type Span, type SpanAttributes, type SpanOptions } from './tracing.port.js';

const TRACEPARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/;
const KINDS = { server: Kind.SERVER, client: Kind.CLIENT, consumer: Kind.CONSUMER, internal: Kind.INTERNAL };
/** The timeline of a long call; the usual 128 would lose its beginning. */
const EVENTS_OF_A_SPAN = 1_000;
/** For one delivery, and so the longest that a collector which is away holds a stopping process up. */
const DELIVERY_MS = 5_000;

/**
 * Sends spans to an OpenTelemetry collector. Loaded only where one is configured, by `tracing.provider.ts`: no other
 * file may import this one, or the packages behind it.
 */
export class OtlpTracing extends Tracing implements OnApplicationShutdown {
  readonly enabled = true;
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;
  private readonly failed: () => void;

  constructor({ role }: AppConfig, to: NonNullable<AppConfig['tracing']>, logger: Logger) {
    super();
    // Its own words may name addresses; that it happens is what an operator has to know.
    this.failed = () => logger.warn('traces could not be delivered');
    const quiet = () => undefined;
    diag.setLogger(
      { error: this.failed, warn: quiet, info: quiet, debug: quiet, verbose: quiet },
      { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
    );
    const exporter = new OTLPTraceExporter({
      url: `${to.endpoint}/v1/traces`,
      headers: { ...to.headers },
      timeoutMillis: DELIVERY_MS,
    });
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({
        'service.name': to.serviceName,
        'service.instance.id': newId(),
        'orbis.role': role,
      }),
      // By the trace's id alone: every process decides alike, and nobody outside can ask to be recorded.
      sampler: new TraceIdRatioBasedSampler(to.share),
      spanLimits: { eventCountLimit: EVENTS_OF_A_SPAN },
      spanProcessors: [new BatchSpanProcessor({ exporter })],
    });
    this.tracer = this.provider.getTracer('orbisvoice');
  }

  begin(name: string, { kind = 'internal', parent, attributes = {} }: SpanOptions = {}): Span {
    const options = { kind: KINDS[kind], attributes: { ...attributes } };
    return new OtlpSpan(this.tracer.startSpan(name, options, contextOf(parent)));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.provider.shutdown().catch(this.failed);
  }
}

class OtlpSpan implements Span {
  readonly traceparent: string;

  constructor(private readonly span: RawSpan) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceparent = `00-${traceId}-${spanId}-${(traceFlags & 1).toString().padStart(2, '0')}`;
  }

  set(attributes: SpanAttributes): void {
    this.span.setAttributes({ ...attributes });
  }

  event(name: string, attributes: SpanAttributes = {}): void {
    this.span.addEvent(name, { ...attributes });
  }

  end(failure?: string): void {
    if (failure !== undefined) {
      this.span.setAttribute('error.type', failure);
      this.span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
    }
    this.span.end();
  }
}

/** What is not a trace context is as good as none: it comes from strangers, too. */
function contextOf(parent: string | undefined): Context {
  const [, traceId, spanId] = TRACEPARENT.exec(parent ?? '') ?? [];
  if (!traceId || !spanId) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: 1, isRemote: true });
}
