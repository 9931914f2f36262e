import type { TurnLatency } from '@orbisvoice/voice-client';
import { useEffect, useState } from 'react';
import type { PageCall } from './call-factory.js';

/** How long each answer of the newest call took, with its parts. */
export function useTurnLatencies(call: PageCall): readonly TurnLatency[] {
  const [latencies, setLatencies] = useState<readonly TurnLatency[]>([]);
  useEffect(
    () =>
      call.on('message', (message) => {
        if (message.type === 'ready' && !message.resumed) setLatencies([]);
        if (message.type === 'latency') setLatencies((before) => [...before, message]);
      }),
    [call],
  );
  return latencies;
}
