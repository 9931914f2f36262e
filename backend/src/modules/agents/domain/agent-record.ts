import type { CreateAgent } from '@orbisvoice/contracts';

/** An agent as it is kept: what its editor gave, and when. */
export interface AgentRecord extends CreateAgent {
  id: string;
  createdAt: Date;
  updatedAt: Date;
}
