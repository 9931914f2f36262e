import { AgentEntity } from './modules/agents/persistence/agent.entity.js';
import { AgentToolEntity } from './modules/agents/persistence/agent-tool.entity.js';
import { CallEntity } from './modules/calls/persistence/call.entity.js';
import { CallEventEntity } from './modules/calls/persistence/call-event.entity.js';
import { ConsentReceiptEntity } from './modules/calls/persistence/consent-receipt.entity.js';
import { TranscriptEntity } from './modules/calls/persistence/transcript.entity.js';
import { TurnEntity } from './modules/calls/persistence/turn.entity.js';
import { ToolEntity } from './modules/tools/persistence/tool.entity.js';
import type { EntityClass } from './platform/database/index.js';

/** Every entity of every module, in the order of the modules; tables and columns are made by migrations alone. */
export const ENTITIES: readonly EntityClass[] = [
  // tenants
  // auth
  ToolEntity,
  AgentEntity,
  AgentToolEntity,
  CallEntity,
  TurnEntity,
  CallEventEntity,
  TranscriptEntity,
  ConsentReceiptEntity,
  // voice-gateway
];
