import type { AgentContent, CreateAgent } from '@orbisvoice/contracts';
import type { AuditActor } from '../../tenants/index.js';

/** An agent as it is kept: the draft, when it was changed, and what visitors get. */
export interface AgentRecord extends Omit<CreateAgent, 'status'> {
  id: string;
  createdAt: Date;
  updatedAt: Date;
  published: AgentVersionRecord | null;
}

/** What an agent said from some moment on. Never changed. */
export interface AgentVersionRecord {
  number: number;
  content: AgentContent;
  note: string;
  restoredFrom: number | null;
  publishedAt: Date;
  publishedBy: AuditActor;
}
