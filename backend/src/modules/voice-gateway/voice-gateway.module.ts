import { Module } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { AgentsModule } from '../agents/index.js';
import { AuthModule } from '../auth/index.js';
import { CallsModule } from '../calls/index.js';
import { ToolsModule } from '../tools/index.js';
import { VoicePreviewsRepository } from './persistence/voice-previews.repository.js';
import { VoicePreviewsController } from './previews/voice-previews.controller.js';
import { VoicePreviews } from './previews/voice-previews.service.js';
import { configuredProvider } from './providers/gemini/configured-provider.js';
import { VoiceProvider } from './providers/voice-provider.port.js';
import { CallDesk } from './runtime/call-desk.service.js';
import { CallReturns } from './runtime/call-returns.service.js';
import { CallTermsOf } from './runtime/call-terms.service.js';
import { FillerClips } from './runtime/filler-clips.service.js';
import { GatewayMetrics } from './runtime/gateway-metrics.js';
import { LiveCalls } from './runtime/live-calls.js';
import { SessionRegistry } from './runtime/session-registry.service.js';
import { AgentSessionsController } from './tickets/agent-sessions.controller.js';
import { CallAdmission } from './tickets/call-admission.service.js';
import { CallSessions } from './tickets/call-sessions.service.js';
import { CallTokens } from './tickets/call-tokens.js';
import { ResumeTickets } from './tickets/resume-tickets.js';
import { EmbedSessionsController } from './tickets/embed-sessions.controller.js';
import { VisitorLimits } from './tickets/visitor-limits.service.js';
import { WidgetSessionsController } from './tickets/widget-sessions.controller.js';
import { GatewayServer } from './transport/gateway-server.js';
import { VoiceStream } from './transport/voice-stream.js';

@Module({
  imports: [AuthModule, AgentsModule, CallsModule, ToolsModule],
  controllers: [
    AgentSessionsController,
    EmbedSessionsController,
    VoicePreviewsController,
    WidgetSessionsController,
  ],
  providers: [
    CallAdmission,
    CallDesk,
    CallReturns,
    CallTermsOf,
    CallSessions,
    CallTokens,
    FillerClips,
    GatewayMetrics,
    GatewayServer,
    LiveCalls,
    ResumeTickets,
    SessionRegistry,
    VisitorLimits,
    VoicePreviews,
    VoicePreviewsRepository,
    VoiceStream,
    {
      provide: VoiceProvider,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => configuredProvider(config),
    },
  ],
})
export class VoiceGatewayModule {}
