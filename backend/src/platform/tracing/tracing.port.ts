export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Whom a span waits for: a client outside, somebody outside that we ask, a queue, or nobody. */
export type SpanKind = 'server' | 'client' | 'consumer' | 'internal';

export interface SpanOptions {
  readonly kind?: SpanKind;
  /** The `traceparent` of what it follows from, in this process or another; a trace of its own without one. */
  readonly parent?: string | undefined;
  /** Ids, names of ours and numbers. Never words of people. */
  readonly attributes?: SpanAttributes;
}

/** A stretch of work that a trace shows. Ended once; what is told afterwards is lost. */
export interface Span {
  /** W3C trace context, for what follows from this; undefined where nothing is traced. */
  readonly traceparent: string | undefined;
  set(attributes: SpanAttributes): void;
  event(name: string, attributes?: SpanAttributes): void;
  /** @param failure a code of ours where the work came to nothing. */
  end(failure?: string): void;
}

/** Where traces go. Parents are passed by hand or in the request's context: nothing is instrumented behind the code's back. */
export abstract class Tracing {
  /** False where every span is empty, so that whoever would have to gather things for one need not. */
  abstract readonly enabled: boolean;
  abstract begin(name: string, options?: SpanOptions): Span;
}
