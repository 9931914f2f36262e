import type { Agent } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { ErrorState, FormError, Loading } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { usePublishAgent, versionQuery } from '../api/versions.js';
import { contentChanges } from '../lib/content-changes.js';
import { ContentDiff } from './content-diff.js';

interface PublishDialogProps {
  agent: Agent;
  toolName: (id: string) => string;
  open: boolean;
  onClose: () => void;
}

/** The last look before visitors hear it: what will be different for them. */
export function PublishDialog({ agent, toolName, open, onClose }: PublishDialogProps) {
  const publish = usePublishAgent(agent.id);
  const [note, setNote] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // What was looked at is what is published: a colleague's edit since then is refused.
    publish.mutate(
      { note, ifUpdatedAt: agent.updatedAt },
      {
        onSuccess: ({ publishedVersion }) => {
          toast(`Version ${publishedVersion} is live.`);
          setNote('');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open={open} onClose={onClose} title={`Publish “${agent.name}”`}>
      <form onSubmit={submit} className="grid gap-5">
        {agent.publishedVersion === null ? (
          <p className="text-sm leading-relaxed text-dim">
            Visitors of {sitesIn(agent)} can call it as soon as it is published.
          </p>
        ) : (
          <LiveDiff agent={agent} version={agent.publishedVersion} toolName={toolName} />
        )}
        <Field label="Note" help="For your team’s history. Visitors never see it.">
          {(field) => (
            <Input
              {...field}
              value={note}
              onChange={(event) => setNote(event.target.value)}
              maxLength={200}
              placeholder="What changed, in a few words"
            />
          )}
        </Field>
        {publish.isError && <FormError message={messageOf(publish.error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={publish.isPending}>
            Publish
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function LiveDiff({
  agent,
  version,
  toolName,
}: {
  agent: Agent;
  version: number;
  toolName: (id: string) => string;
}) {
  const live = useQuery(versionQuery(agent.id, version));
  if (live.isError) return <ErrorState error={live.error} onRetry={() => void live.refetch()} />;
  if (!live.data)
    return (
      <Loading label="Loading what is live">
        <div className="skeleton h-24" />
      </Loading>
    );
  return (
    <div className="grid gap-3">
      <p className="text-[13px] text-dim">Compared with version {version}, which visitors get now:</p>
      <ContentDiff changes={contentChanges(live.data.content, agent, toolName)} />
    </div>
  );
}

const sitesIn = ({ allowedOrigins }: Agent): string =>
  allowedOrigins.length === 0
    ? 'no site yet, only programs with your secret key,'
    : allowedOrigins.length === 1
      ? new URL(allowedOrigins[0] ?? '').host
      : `${allowedOrigins.length} sites`;
