import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { AppConfig } from '@orbisvoice/config';
import { ENTITIES } from './entities.js';
import { AgentsModule } from './modules/agents/index.js';
import { AnalyticsModule } from './modules/analytics/index.js';
import { AuthModule } from './modules/auth/index.js';
import { CallAnalysisModule } from './modules/call-analysis/index.js';
import { CallsModule } from './modules/calls/index.js';
import { EmbedModule } from './modules/embed/index.js';
import { OnboardingModule } from './modules/onboarding/index.js';
import { FollowUpsModule } from './modules/follow-ups/index.js';
import { PrivacyModule } from './modules/privacy/index.js';
import { ReferralsModule } from './modules/referrals/index.js';
import { TenantsModule } from './modules/tenants/index.js';
import { ToolsModule } from './modules/tools/index.js';
import { VoiceGatewayModule } from './modules/voice-gateway/index.js';
import { WebhooksModule } from './modules/webhooks/index.js';
import { PlatformModule } from './platform/platform.module.js';

/** The product, in the order in which modules may use each other: each only those above it. */
export const MODULES: readonly Type[] = [
  TenantsModule,
  AuthModule,
  ToolsModule,
  AgentsModule,
  CallsModule,
  AnalyticsModule,
  CallAnalysisModule,
  FollowUpsModule,
  PrivacyModule,
  EmbedModule,
  OnboardingModule,
  VoiceGatewayModule,
  ReferralsModule,
  WebhooksModule,
];

@Module({})
export class AppModule {
  static with(config: AppConfig, modules: readonly Type[] = MODULES): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(config, ENTITIES, modules === MODULES), ...modules],
    };
  }
}
