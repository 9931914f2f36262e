import type { CallState, TurnLatency } from '@orbisvoice/voice-client';
import { useEffect, useState } from 'react';
import type { PageCall } from './call-factory.js';

/** How long each answer took, with its parts: the call's own state keeps only the whole, which is all that widgets show. */
export function useTurnLatencies(call: PageCall, state: CallState): readonly TurnLatency[] {
  const [parts, setParts] = useState<ReadonlyMap<number, TurnLatency['parts']>>(new Map());
  useEffect(
    () =>
      call.on('message', (message) => {
        if (message.type === 'ready' && !message.resumed) setParts(new Map());
        if (message.type === 'latency')
          setParts((before) => new Map(before).set(message.turn, message.parts));
      }),
    [call],
  );
  return state.latencies.map((latency) => {
    const known = latency.parts ?? parts.get(latency.turn);
    return known ? { ...latency, parts: known } : latency;
  });
}
