import { z } from 'zod';
import { headers, url } from './variable-values.js';

/** Under the names that OpenTelemetry has for them everywhere. */
export const TRACING_VARIABLES = {
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: url('http', 'https')
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    group: 'process',
    about:
      'OpenTelemetry collector that is sent traces, by OTLP over HTTP to `/v1/traces` below this address.',
    absent: 'nothing is traced',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    schema: headers.default({}),
    group: 'process',
    about: 'Comma-separated `name=value` headers for it, values percent-encoded.',
    absent: 'none are sent',
    secret: true,
  },
  OTEL_SERVICE_NAME: {
    schema: z.string().min(1).default('orbisvoice'),
    group: 'process',
    about: 'Name of this installation in traces.',
    absent: 'orbisvoice',
  },
  OTEL_TRACES_SAMPLER_ARG: {
    schema: z.coerce.number('must be a number').min(0).max(1).default(1),
    group: 'process',
    about: 'Share of traces that is kept, from 0 to 1. A trace is kept by all processes or by none.',
    absent: '1',
  },
} as const;
