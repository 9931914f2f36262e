import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AppConfig } from '@orbisvoice/config';
import { Clock, SystemClock } from './clock/clock.js';
import { ShiftedClock } from './clock/shifted-clock.js';
import { CallerDataRegistry, CallerMarks } from './caller-data/index.js';
import { ConfigModule } from './config/config.module.js';
import { KeyRing } from './crypto/key-ring.js';
import type { EntityClass } from './database/data-source.js';
import { DatabaseModule } from './database/database.module.js';
import { HttpModule } from './http/http.module.js';
import { LiveModule } from './live/live.module.js';
import { Logger } from './logging/logger.js';
import { MailModule } from './mail/mail.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { QueueModule } from './queue/queue.module.js';
import { PlatformTeamData, TeamDataRegistry } from './team-data/index.js';
import { Tracing } from './tracing/tracing.port.js';
import { tracingProvider } from './tracing/tracing.provider.js';
import { TouchCookie } from './touches/touch-cookie.js';
import { KeyRewrap, TenantVault } from './vault/index.js';

const shared = [
  Logger,
  tracingProvider,
  KeyRing,
  TenantVault,
  KeyRewrap,
  TouchCookie,
  CallerDataRegistry,
  CallerMarks,
  TeamDataRegistry,
  PlatformTeamData,
  {
    provide: Clock,
    useFactory: ({ clockFile }: AppConfig) => (clockFile ? new ShiftedClock(clockFile) : new SystemClock()),
    inject: [AppConfig],
  },
];

/** Everything without business words that modules stand on. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: AppConfig, entities: readonly EntityClass[], wholeProduct: boolean): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        ConfigModule.with(config),
        DatabaseModule.with(entities),
        HttpModule,
        MetricsModule,
        LiveModule,
        OpenApiModule,
        QueueModule.with(wholeProduct),
        MailModule.with(config),
      ],
      providers: shared,
      exports: [
        ...[Logger, Tracing, KeyRing, TenantVault, TouchCookie, Clock],
        ...[CallerDataRegistry, CallerMarks, TeamDataRegistry],
      ],
    };
  }
}
