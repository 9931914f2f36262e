import { Tracing, type Span } from './tracing.port.js';

const NO_SPAN: Span = {
  traceparent: undefined,
  set: () => undefined,
  event: () => undefined,
  end: () => undefined,
};

/** Where no collector is configured. */
export class NoTracing extends Tracing {
  readonly enabled = false;

  begin(): Span {
    return NO_SPAN;
  }
}
