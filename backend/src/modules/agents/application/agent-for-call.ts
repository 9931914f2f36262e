import type { Agent } from '@orbisvoice/contracts';
import type { AgentRecord, AgentVersionRecord } from '../domain/agent-record.js';
import { toAgent } from './agent.mapping.js';

/** Everything about an agent that a call may need. Frozen in time: an edit shows in the next call. */
export type AgentForCall = Readonly<Agent> & {
  /** What speaks: a version, or null for the draft. */
  readonly version: number | null;
};

export const draftForCall = (record: AgentRecord): AgentForCall => ({ ...toAgent(record), version: null });

/** The words are the version's; sites and spending are as they are now. */
export const versionForCall = (
  record: AgentRecord,
  { number, content }: AgentVersionRecord,
): AgentForCall => ({
  ...toAgent({ ...record, ...content }),
  version: number,
});
