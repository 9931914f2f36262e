import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/index.js';
import { AgentSites } from './application/agent-sites.service.js';
import { EmbedPages } from './application/embed-pages.service.js';
import { WidgetBuilds } from './application/widget-builds.service.js';
import { WidgetWords } from './application/widget-words.service.js';
import { EmbedPageController } from './http/embed-page.controller.js';
import { EmbedSnippetsController } from './http/embed-snippets.controller.js';
import { WidgetConfigController } from './http/widget-config.controller.js';
import { WidgetScriptController } from './http/widget-script.controller.js';
import { WidgetWordsController } from './http/widget-words.controller.js';
import { AgentSitesRepository } from './persistence/agent-sites.repository.js';
import { EmbedTeamData } from './persistence/embed-team-data.js';
import { WidgetBuildsRepository } from './persistence/widget-builds.repository.js';
import { WidgetWordsRepository } from './persistence/widget-words.repository.js';

/** What other sites load from us: the widget's script, what it shows, and the page for a frame. */
@Module({
  imports: [AgentsModule],
  controllers: [
    EmbedPageController,
    EmbedSnippetsController,
    WidgetConfigController,
    WidgetScriptController,
    WidgetWordsController,
  ],
  providers: [
    ...[AgentSites, AgentSitesRepository, EmbedPages, EmbedTeamData],
    ...[WidgetBuilds, WidgetBuildsRepository, WidgetWords, WidgetWordsRepository],
  ],
  exports: [AgentSites],
})
export class EmbedModule {}
