import { Module } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { AgentsModule } from '../agents/index.js';
import { AuthModule } from '../auth/index.js';
import { CallsModule } from '../calls/index.js';
import { GeminiProvider } from './providers/gemini/gemini-provider.js';
import { VoiceProvider } from './providers/voice-provider.port.js';
import { CallDesk } from './runtime/call-desk.service.js';
import { GatewayMetrics } from './runtime/gateway-metrics.js';
import { LiveCalls } from './runtime/live-calls.js';
import { SessionRegistry } from './runtime/session-registry.service.js';
import { AgentSessionsController } from './tickets/agent-sessions.controller.js';
import { CallAdmission } from './tickets/call-admission.service.js';
import { CallSessions } from './tickets/call-sessions.service.js';
import { CallTokens } from './tickets/call-tokens.js';
import { WidgetSessionsController } from './tickets/widget-sessions.controller.js';
import { GatewayServer } from './transport/gateway-server.js';
import { VoiceStream } from './transport/voice-stream.js';

/** The local engine takes any key, and the SDK wants one. */
const LOCAL_KEY = 'local';

@Module({
  imports: [AuthModule, AgentsModule, CallsModule],
  controllers: [AgentSessionsController, WidgetSessionsController],
  providers: [
    CallAdmission,
    CallDesk,
    CallSessions,
    CallTokens,
    GatewayMetrics,
    GatewayServer,
    LiveCalls,
    SessionRegistry,
    VoiceStream,
    {
      provide: VoiceProvider,
      inject: [AppConfig],
      useFactory: ({ geminiApiKey, geminiBaseUrl, geminiModel }: AppConfig) =>
        new GeminiProvider({
          apiKey: geminiApiKey ?? LOCAL_KEY,
          baseUrl: geminiBaseUrl,
          model: geminiModel,
        }),
    },
  ],
})
export class VoiceGatewayModule {}
