import { Module } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { AgentsModule } from '../agents/index.js';
import { CallsModule } from '../calls/index.js';
import { AnalysisOrders } from './application/analysis-orders.service.js';
import { AnalysisRules } from './application/analysis-rules.service.js';
import { CallAnalyst } from './application/call-analyst.service.js';
import { CallAnalysisController } from './http/call-analysis.controller.js';
import { AnalyseAgainJob } from './jobs/analyse-again.job.js';
import { AnalyseCallJob } from './jobs/analyse-call.job.js';
import { GeminiTextModel } from './providers/gemini-text-model.js';
import { TextModel } from './text-model.port.js';

@Module({
  imports: [AgentsModule, CallsModule],
  controllers: [CallAnalysisController],
  providers: [
    AnalyseAgainJob,
    AnalyseCallJob,
    AnalysisOrders,
    AnalysisRules,
    CallAnalyst,
    {
      provide: TextModel,
      inject: [AppConfig],
      useFactory: ({ geminiApiKey, geminiBaseUrl, geminiAnalysisModel }: AppConfig) =>
        new GeminiTextModel({ apiKey: geminiApiKey, baseUrl: geminiBaseUrl, model: geminiAnalysisModel }),
    },
  ],
})
export class CallAnalysisModule {}
