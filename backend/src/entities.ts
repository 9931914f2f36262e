import { ApiKeyEntity } from './modules/auth/persistence/api-key.entity.js';
import { EmailTokenEntity } from './modules/auth/persistence/email-token.entity.js';
import { GuessCountEntity } from './modules/auth/persistence/guess-count.entity.js';
import { RefreshTokenEntity } from './modules/auth/persistence/refresh-token.entity.js';
import { SessionEntity } from './modules/auth/persistence/session.entity.js';
import { UserEntity } from './modules/auth/persistence/user.entity.js';
import { AuditEntryEntity } from './modules/tenants/persistence/audit-entry.entity.js';
import { InvitationEntity } from './modules/tenants/persistence/invitation.entity.js';
import { MembershipEntity } from './modules/tenants/persistence/membership.entity.js';
import { TenantEntity } from './modules/tenants/persistence/tenant.entity.js';
import { AgentEntity } from './modules/agents/persistence/agent.entity.js';
import { AgentToolEntity } from './modules/agents/persistence/agent-tool.entity.js';
import { AgentVersionEntity } from './modules/agents/persistence/agent-version.entity.js';
import { CallAnalysisEntity } from './modules/calls/persistence/call-analysis.entity.js';
import { CallEntity } from './modules/calls/persistence/call.entity.js';
import { CallCountEntity } from './modules/calls/persistence/call-count.entity.js';
import { CallEventEntity } from './modules/calls/persistence/call-event.entity.js';
import { CallResumptionEntity } from './modules/calls/persistence/call-resumption.entity.js';
import { ConsentReceiptEntity } from './modules/calls/persistence/consent-receipt.entity.js';
import { CallRatingEntity } from './modules/calls/persistence/call-rating.entity.js';
import { TranscriptEntity } from './modules/calls/persistence/transcript.entity.js';
import { TurnEntity } from './modules/calls/persistence/turn.entity.js';
import { AgentSiteEntity } from './modules/embed/persistence/agent-site.entity.js';
import { WidgetBuildEntity } from './modules/embed/persistence/widget-build.entity.js';
import { WidgetWordsEntity } from './modules/embed/persistence/widget-words.entity.js';
import { FollowUpEntity } from './modules/follow-ups/persistence/follow-up.entity.js';
import { ToolEntity } from './modules/tools/persistence/tool.entity.js';
import { ToolSecretEntity } from './modules/tools/persistence/tool-secret.entity.js';
import { VoicePreviewEntity } from './modules/voice-gateway/persistence/voice-preview.entity.js';
import { WebhookEndpointEntity } from './modules/webhooks/persistence/webhook-endpoint.entity.js';
import type { EntityClass } from './platform/database/index.js';

/** Every entity of every module, in the order of the modules; tables and columns are made by migrations alone. */
export const ENTITIES: readonly EntityClass[] = [
  TenantEntity,
  MembershipEntity,
  InvitationEntity,
  AuditEntryEntity,
  UserEntity,
  SessionEntity,
  RefreshTokenEntity,
  EmailTokenEntity,
  GuessCountEntity,
  ApiKeyEntity,
  ToolEntity,
  ToolSecretEntity,
  AgentEntity,
  AgentToolEntity,
  AgentVersionEntity,
  CallEntity,
  TurnEntity,
  CallCountEntity,
  CallAnalysisEntity,
  CallEventEntity,
  CallResumptionEntity,
  TranscriptEntity,
  ConsentReceiptEntity,
  CallRatingEntity,
  AgentSiteEntity,
  FollowUpEntity,
  WidgetBuildEntity,
  WidgetWordsEntity,
  VoicePreviewEntity,
  WebhookEndpointEntity,
];
