import type { Agent, AgentContent } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { Select } from '../../../components/ui/input.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { ErrorState } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useRollBackAgent, versionQuery } from '../api/versions.js';
import { contentChanges } from '../lib/content-changes.js';
import { ContentDiff } from './content-diff.js';

interface VersionViewProps {
  agent: Agent;
  number: number;
  toolName: (id: string) => string;
}

const DRAFT = 'draft';

/** One version beside another, and the way back to it. Mount it with the number as key. */
export function VersionView({ agent, number, toolName }: VersionViewProps) {
  const version = useQuery(versionQuery(agent.id, number));
  const [other, setOther] = useState(number > 1 ? String(number - 1) : DRAFT);
  const compared = useQuery({ ...versionQuery(agent.id, Number(other)), enabled: other !== DRAFT });
  const otherContent: AgentContent | undefined = other === DRAFT ? agent : compared.data?.content;
  const failed = version.isError ? version : compared.isError ? compared : undefined;
  return (
    <Card
      title={`Version ${number}`}
      text={version.data?.note}
      actions={agent.publishedVersion !== number && <RollBack agent={agent} number={number} />}
    >
      <div className="mb-5 flex flex-wrap items-center gap-3 text-sm">
        <label htmlFor="compared" className="text-dim">
          {other === DRAFT ? 'What the draft changes against it' : 'What it changed against'}
        </label>
        <Select
          id="compared"
          value={other}
          onChange={(event) => setOther(event.target.value)}
          className="max-w-40"
        >
          <option value={DRAFT}>the draft</option>
          {othersOf(agent, number).map((one) => (
            <option key={one} value={one}>
              version {one}
            </option>
          ))}
        </Select>
      </div>
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : version.data && otherContent ? (
        <ContentDiff changes={changesOf(other, version.data.content, otherContent, toolName)} />
      ) : (
        <ListSkeleton label="Loading the version" rows={2} />
      )}
    </Card>
  );
}

/** The draft comes after every version; of two versions the shown one is the later state. */
const changesOf = (
  other: string,
  shown: AgentContent,
  otherContent: AgentContent,
  toolName: (id: string) => string,
) =>
  other === DRAFT
    ? contentChanges(shown, otherContent, toolName)
    : contentChanges(otherContent, shown, toolName);

/** The newest fifty others: enough to find what went wrong, and a list one can still read. */
const othersOf = ({ publishedVersion }: Agent, number: number): number[] => {
  const newest = Math.max(publishedVersion ?? 0, number);
  const all = Array.from({ length: newest }, (_, index) => newest - index);
  return all.filter((one) => one !== number).slice(0, 50);
};

function RollBack({ agent, number }: { agent: Agent; number: number }) {
  const [asking, setAsking] = useState(false);
  const rollBack = useRollBackAgent(agent.id);
  const confirm = (): void =>
    rollBack.mutate(number, {
      onSuccess: ({ publishedVersion }) => {
        setAsking(false);
        toast(`Version ${number} is back, as version ${publishedVersion}.`);
      },
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <RotateCcw size={16} aria-hidden="true" />
        Roll back to this
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
        busy={rollBack.isPending}
        title={`Bring version ${number} back?`}
        confirm="Roll back"
      >
        Visitors get what version {number} says with their next call, as a new version. Calls that are on go
        on as they are.{' '}
        {agent.unpublishedChanges && agent.publishedVersion !== null
          ? 'Your unpublished changes stay in the draft.'
          : 'The draft follows.'}{' '}
        Allowed sites and the spending limit stay as they are now.
      </ConfirmDialog>
    </>
  );
}
