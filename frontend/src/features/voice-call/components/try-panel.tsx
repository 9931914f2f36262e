import type { Agent } from '@orbisvoice/contracts';
import { describeFailure, isActive, isLive } from '@orbisvoice/voice-client';
import { useState } from 'react';
import { LiveOrb } from '../../../components/brand/live-orb.js';
import { Card } from '../../../components/ui/card.js';
import { moodOf, statusOf } from '../lib/call-words.js';
import { useToolLog } from '../lib/use-tool-log.js';
import { useTurnLatencies } from '../lib/use-turn-latencies.js';
import { useVoiceCall } from '../lib/use-voice-call.js';
import { CallControls } from './call-controls.js';
import { CallStart } from './call-start.js';
import { CaptionLog } from './caption-log.js';
import { Elapsed } from './elapsed.js';
import { MicLevel } from './mic-level.js';
import { ToolLog } from './tool-log.js';

interface TryPanelProps {
  agent: Agent;
  /** The editor holds changes that the call will not know. */
  unsaved: boolean;
}

/** A live call with the saved draft, beside its editor. Mount it with the agent's id as key. */
export function TryPanel({ agent, unsaved }: TryPanelProps) {
  const { call, state } = useVoiceCall(agent.id);
  const [variables, setVariables] = useState<Record<string, string>>({});
  const [level] = useState(() => () => {
    const { microphone, agent: loudspeaker } = call.levels;
    return call.state.phase === 'speaking' ? loudspeaker : microphone;
  });
  const [microphoneLevel] = useState(() => () => call.levels.microphone);
  const tools = useToolLog(call);
  const latencies = useTurnLatencies(call);
  const live = isLive(state) ? state.live : undefined;
  const failure = state.phase === 'error' ? describeFailure(state.code) : undefined;

  const start = (microphone: boolean): void => {
    const consent = agent.consentText ? { accepted: true, version: agent.consentVersion } : undefined;
    // A value that was left empty is not sent: the server then names the one that is missing.
    const filled = agent.variables.filter((name) => variables[name]?.trim());
    const used = Object.fromEntries(filled.map((name) => [name, variables[name] ?? '']));
    void call.start({ microphone, variables: used, ...(consent && { consent }) });
  };

  return (
    <Card title="Try this agent" actions={live && <Elapsed since={live.startedAt} />}>
      <div className="grid justify-items-center gap-1">
        <LiveOrb mood={moodOf(state)} level={level} />
        <p role="status" className="text-sm font-medium">
          {statusOf(state)}
        </p>
        {live?.microphone && !state.muted && <MicLevel level={microphoneLevel} />}
        {live?.demo && (
          <p className="text-center text-[13px] text-dim">
            A local demonstration voice answers. With a Gemini key, Gemini’s own does.
          </p>
        )}
      </div>
      {failure && (
        <div role="alert" className="mt-4 rounded-control border border-line bg-mist p-3 text-sm">
          <p className="font-medium">{failure.title}</p>
          <p className="mt-0.5 text-dim">{failure.hint}</p>
        </div>
      )}
      {!isActive(state) && (
        <CallStart
          agent={agent}
          unsaved={unsaved}
          again={state.phase !== 'idle'}
          variables={variables}
          onVariable={(name, value) => setVariables({ ...variables, [name]: value })}
          onStart={start}
        />
      )}
      {isActive(state) && <CallControls call={call} state={state} />}
      <ToolLog uses={tools} />
      <CaptionLog captions={state.captions} latencies={latencies} agentName={agent.name} />
    </Card>
  );
}
