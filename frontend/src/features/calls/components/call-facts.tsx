import type { Call, CallCost } from '@orbisvoice/contracts';
import type { ReactNode } from 'react';
import { formatClock, formatDateTime } from '../../../lib/format.js';
import { formatCost } from '../lib/call-cost.js';
import { CHANNELS, END_REASONS } from '../lib/call-words.js';

const MODALITIES = [
  ['… audio in', 'inputAudioNanos'],
  ['… audio out', 'outputAudioNanos'],
  ['… text in', 'inputTextNanos'],
  ['… text out', 'outputTextNanos'],
] as const;

const modalities = (cost: CallCost | null): [string, ReactNode][] =>
  cost?.byModality
    ? MODALITIES.map(([name, field]) => [
        name,
        formatCost({ ...cost, amountNanos: cost.byModality?.[field] ?? 0 }),
      ])
    : [];

export function CallFacts({ call }: { call: Call }) {
  const facts: [string, ReactNode][] = [
    ['Started', call.startedAt && formatDateTime(call.startedAt)],
    ['Length', call.durationMs !== null && formatClock(call.durationMs)],
    ['Ended by', call.endReason && END_REASONS[call.endReason]],
    ['From', CHANNELS[call.channel]],
    ['Site', call.origin],
    ['Caller', call.userId],
    ['Turns', call.turnCount],
    ['Median latency', call.voiceToVoiceP50Ms !== null && `${Math.round(call.voiceToVoiceP50Ms)} ms`],
    ['… to their ear', call.latency?.voiceToEar && `${Math.round(call.latency.voiceToEar.p50Ms)} ms`],
    ['… of it the model', call.latency && `${Math.round(call.latency.parts.model.p50Ms)} ms`],
    ['Model', call.model],
    ['Cost', call.cost && formatCost(call.cost)],
    ...modalities(call.cost),
  ];
  return (
    <dl className="grid gap-2.5 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-4">
          <dt className="text-dim">{name}</dt>
          <dd className="min-w-0 text-right break-words">{value || value === 0 ? value : '–'}</dd>
        </div>
      ))}
      <div className="grid gap-1 border-t border-line pt-2.5">
        <dt className="text-dim">Call id</dt>
        <dd className="font-mono text-xs break-all">{call.id}</dd>
      </div>
    </dl>
  );
}
