import type { Agent } from '@orbisvoice/contracts';
import { Badge } from '../../../components/ui/badge.js';

type Standing = Pick<Agent, 'publishedVersion' | 'unpublishedChanges'>;

/** What visitors get, and whether the draft is ahead of it. */
export function AgentStatus({ publishedVersion, unpublishedChanges }: Standing) {
  if (publishedVersion === null) return <Badge>Draft</Badge>;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge tone="good">Published v{publishedVersion}</Badge>
      {unpublishedChanges && <Badge tone="warn">Unpublished changes</Badge>}
    </span>
  );
}
