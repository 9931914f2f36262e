import type { AgentStatus as Status } from '@orbisvoice/contracts';
import { Badge } from '../../../components/ui/badge.js';

export function AgentStatus({ status }: { status: Status }) {
  return status === 'published' ? <Badge tone="good">Published</Badge> : <Badge>Draft</Badge>;
}
