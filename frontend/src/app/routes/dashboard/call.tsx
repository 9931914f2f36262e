import type { Call, Me } from '@orbisvoice/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useParams } from '../../../lib/router/hooks.js';
import { Link } from '../../../lib/router/link.js';
import { useOutletContext } from '../../../lib/router/outlet.js';
import { Badge } from '../../../components/ui/badge.js';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ErrorState } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';
import { callQuery, timelineQuery, transcriptQuery } from '../../../features/calls/api/get-call.js';
import { AnalyseAgain } from '../../../features/calls/components/analyse-again.js';
import { CallAnalysis } from '../../../features/calls/components/call-analysis.js';
import { CallActions } from '../../../features/calls/components/call-actions.js';
import { CallFacts } from '../../../features/calls/components/call-facts.js';
import { CallHealth } from '../../../features/calls/components/call-health.js';
import { CallTimeline } from '../../../features/calls/components/call-timeline.js';
import { CallTranscript } from '../../../features/calls/components/call-transcript.js';
import { ErasedCall } from '../../../features/calls/components/erased-call.js';
import { LatencyWaterfall } from '../../../features/calls/components/latency-waterfall.js';
import { VisitorAnswers } from '../../../features/calls/components/visitor-answers.js';
import { callState } from '../../../features/calls/lib/call-words.js';
import { isNotFound } from '../../../lib/api-error.js';
import { formatDateTime } from '../../../lib/format.js';
import { useTitle } from '../../../lib/use-title.js';
import { Component as NotFound } from './not-found.js';

export function Component() {
  const { id = '' } = useParams();
  const call = useQuery(callQuery(id));
  if (call.data) return <CallPage call={call.data} />;
  if (isNotFound(call.error)) return <NotFound />;
  if (call.isError) return <ErrorState error={call.error} onRetry={() => void call.refetch()} />;
  return <ListSkeleton label="Loading the call" />;
}

function CallPage({ call }: { call: Call }) {
  const me = useOutletContext<Me>();
  const [erased, setErased] = useState(false);
  useTitle(`Call with ${call.agentName}`);
  const open = call.status !== 'ended';
  const transcript = useQuery({ ...transcriptQuery(call.id, open), enabled: !erased });
  const timeline = useQuery({ ...timelineQuery(call.id, open), enabled: !erased });
  const state = callState(call);
  if (erased) return <ErasedCall />;
  return (
    <>
      <PageHeader
        title={
          <Link to={paths.agent(call.agentId)} className="underline-offset-4 hover:underline">
            {call.agentName}
          </Link>
        }
        text={
          <span className="flex flex-wrap items-center gap-2">
            {formatDateTime(call.createdAt)} <Badge tone={state.tone}>{state.text}</Badge>
            {call.acquiredVia === 'referral' && <Badge>Acquired via referral</Badge>}
          </span>
        }
        actions={<CallActions call={call} mayErase={me.role !== 'member'} onErased={() => setErased(true)} />}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-6">
          <Card
            title="Transcript"
            {...(transcript.data?.complete === false && {
              text: 'Still being written; it updates by itself.',
            })}
          >
            <Loaded query={transcript}>
              {(data) => (
                <CallTranscript transcript={data} agentName={call.agentName} startedAt={call.startedAt} />
              )}
            </Loaded>
          </Card>
          {call.analysis && (
            <Card title="Analysis" text="What a model made of the transcript, by the agent’s settings.">
              <CallAnalysis analysis={call.analysis} />
              {me.role !== 'member' && call.analysis.state !== 'waiting' && (
                <AnalyseAgain callId={call.id} again={call.analysis.again} />
              )}
            </Card>
          )}
          <Card title="Latency by turn" text="From the end of the visitor’s speech to the first sound.">
            <Loaded query={timeline}>{(data) => <LatencyWaterfall events={data.events} />}</Loaded>
          </Card>
          <Card title="Timeline" text="Turns, tools and what happened to the connections.">
            <Loaded query={timeline}>
              {(data) => (
                <CallTimeline
                  events={data.events}
                  turns={transcript.data?.turns ?? []}
                  startedAt={call.startedAt}
                />
              )}
            </Loaded>
          </Card>
        </div>
        <div className="grid gap-6">
          <Card title="Facts">
            <CallFacts call={call} />
          </Card>
          <Card title="Health">
            <Loaded query={timeline}>{(data) => <CallHealth call={call} events={data.events} />}</Loaded>
          </Card>
          <Card title="Visitor">
            <VisitorAnswers consent={call.consent} rating={call.rating} />
          </Card>
        </div>
      </div>
    </>
  );
}

function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <ListSkeleton label="Loading" rows={3} />;
}
