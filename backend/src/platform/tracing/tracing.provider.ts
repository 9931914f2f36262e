import type { FactoryProvider } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { Logger } from '../logging/logger.js';
import { NoTracing } from './no-tracing.js';
import { Tracing } from './tracing.port.js';

/** The packages behind traces cost memory and time to start; whoever has no collector never loads them. */
export const tracingProvider: FactoryProvider<Tracing> = {
  provide: Tracing,
  useFactory: async (config: AppConfig, logger: Logger) => {
    if (!config.tracing) return new NoTracing();
    const { OtlpTracing } = await import('./otlp-tracing.js');
    return new OtlpTracing(config, config.tracing, logger);
  },
  inject: [AppConfig, Logger],
};
