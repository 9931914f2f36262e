import { Module } from '@nestjs/common';
import { EgressModule } from '../../platform/egress/index.js';
import { TenantsModule } from '../tenants/index.js';
import { BookMeetingTool } from './application/book-meeting-tool.js';
import { ConfirmationTokens } from './application/confirmation-tokens.js';
import { DeclaredTools } from './application/declared-tools.js';
import { HttpTool } from './application/http-tool.js';
import { MeetingMails } from './application/meeting-mails.js';
import { SendEmailTool } from './application/send-email-tool.js';
import { ToolChangeLog } from './application/tool-change-log.js';
import { ToolInvocations } from './application/tool-invocations.service.js';
import { ToolLedger } from './application/tool-ledger.js';
import { ToolRules } from './application/tool-rules.service.js';
import { ToolRunner } from './application/tool-runner.js';
import { ToolSecrets } from './application/tool-secrets.service.js';
import { ToolTraces } from './application/tool-traces.js';
import { ToolTests } from './application/tool-tests.service.js';
import { ToolsFacade } from './application/tools-facade.js';
import { ToolsService } from './application/tools.service.js';
import { TransferTool } from './application/transfer-tool.js';
import { ToolInvocationsController } from './http/tool-invocations.controller.js';
import { ToolsController } from './http/tools.controller.js';
import { LedgerAgeJob } from './jobs/ledger-age.job.js';
import { AgentLinksRepository } from './persistence/agent-links.repository.js';
import { CallerTracesRepository } from './persistence/caller-traces.repository.js';
import { BookingsRepository } from './persistence/bookings.repository.js';
import { InvocationsRepository } from './persistence/invocations.repository.js';
import { LooseTracesRepository } from './persistence/loose-traces.repository.js';
import { SpokenLinesRepository } from './persistence/spoken-lines.repository.js';
import { ToolSecretsRepository } from './persistence/tool-secrets.repository.js';
import { ToolsRepository } from './persistence/tools.repository.js';
import { ToolsTeamData } from './persistence/tools-team-data.js';

@Module({
  imports: [TenantsModule, EgressModule],
  controllers: [ToolsController, ToolInvocationsController],
  providers: [
    ToolsTeamData,
    AgentLinksRepository,
    BookMeetingTool,
    BookingsRepository,
    CallerTracesRepository,
    ConfirmationTokens,
    DeclaredTools,
    HttpTool,
    InvocationsRepository,
    LedgerAgeJob,
    LooseTracesRepository,
    MeetingMails,
    SendEmailTool,
    SpokenLinesRepository,
    ToolChangeLog,
    ToolInvocations,
    ToolLedger,
    ToolRules,
    ToolRunner,
    ToolSecrets,
    ToolSecretsRepository,
    ToolTests,
    ToolTraces,
    ToolsFacade,
    ToolsRepository,
    ToolsService,
    TransferTool,
  ],
  exports: [ToolsFacade],
})
export class ToolsModule {}
