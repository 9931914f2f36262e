import { useInfiniteQuery } from '@tanstack/react-query';
import { PhoneCall } from 'lucide-react';
import { useEffect, useState } from 'react';
import { paths } from '../../config/paths.js';
import { callsQuery } from '../../features/calls/api/get-calls.js';
import type { PaletteEntry } from '../../features/palette/lib/entries.js';
import { formatAgo } from '../../lib/format.js';

const SHOWN = 5;
const TYPING_MS = 250;

/** What stays the same for a moment. */
function useSettled(text: string): string {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** The newest calls, or those in which the searched words were said. */
export function useFoundCalls(
  typed: string,
  go: (to: string) => void,
): { entries: PaletteEntry[]; searching: boolean } {
  const asked = useSettled(typed.trim());
  const q = asked.slice(0, 200) || undefined;
  const { data, isFetching } = useInfiniteQuery(callsQuery({ q }));
  const isCurrent = asked === typed.trim();
  const calls = isCurrent ? (data?.pages[0]?.items ?? []).slice(0, SHOWN) : [];
  return {
    searching: isFetching || !isCurrent,
    entries: calls.map((call) => ({
      id: call.id,
      group: q ? 'Calls in which it was said' : 'Recent calls',
      text: call.excerpt?.map(({ text }) => text).join('') ?? call.agentName,
      hint: `${q ? `${call.agentName}, ` : ''}${formatAgo(call.createdAt)}`,
      Icon: PhoneCall,
      run: () => go(paths.call(call.id)),
    })),
  };
}
