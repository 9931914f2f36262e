import { Module } from '@nestjs/common';
import { EgressModule } from '../../platform/egress/index.js';
import { TenantsModule } from '../tenants/index.js';
import { SecretVault } from './application/secret-vault.js';
import { ToolChangeLog } from './application/tool-change-log.js';
import { ToolRules } from './application/tool-rules.service.js';
import { ToolSecrets } from './application/tool-secrets.service.js';
import { ToolsFacade } from './application/tools-facade.js';
import { ToolsService } from './application/tools.service.js';
import { ToolsController } from './http/tools.controller.js';
import { AgentLinksRepository } from './persistence/agent-links.repository.js';
import { TenantDataKeysRepository } from './persistence/tenant-data-keys.repository.js';
import { ToolSecretsRepository } from './persistence/tool-secrets.repository.js';
import { ToolsRepository } from './persistence/tools.repository.js';

@Module({
  imports: [TenantsModule, EgressModule],
  controllers: [ToolsController],
  providers: [
    AgentLinksRepository,
    SecretVault,
    TenantDataKeysRepository,
    ToolChangeLog,
    ToolRules,
    ToolSecrets,
    ToolSecretsRepository,
    ToolsFacade,
    ToolsRepository,
    ToolsService,
  ],
  exports: [ToolsFacade],
})
export class ToolsModule {}
