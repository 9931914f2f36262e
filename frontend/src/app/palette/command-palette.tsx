import type { Me } from '@orbisvoice/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { AudioLines, Copy, Wrench } from 'lucide-react';
import { useState } from 'react';
import { paths } from '../../config/paths.js';
import { agentsQuery } from '../../features/agents/api/get-agents.js';
import { copySnippet } from '../../features/agents/api/copy-snippet.js';
import { onboardingQuery, useDismissOnboarding } from '../../features/onboarding/api/onboarding.js';
import { PaletteDialog } from '../../features/palette/components/palette-dialog.js';
import type { PaletteEntry } from '../../features/palette/lib/entries.js';
import { messageOf } from '../../lib/api-error.js';
import { useNavigate } from '../../lib/router/hooks.js';
import { toast } from '../../lib/toast.js';
import { useTools } from '../routes/dashboard/use-tools.js';
import { fixedEntries } from './fixed-entries.js';
import { useFoundCalls } from './found-calls.js';

interface CommandPaletteProps {
  role: Me['role'];
  onLogout: () => void;
  onClose: () => void;
}

const copy = (agentId: string): void =>
  void copySnippet(agentId).then(
    () => toast('The script tag is in the clipboard.'),
    (error: unknown) => toast(messageOf(error), 'bad'),
  );

/** Everything within reach of the keyboard. Loaded when it is first asked for. */
export function CommandPalette({ role, onLogout, onClose }: CommandPaletteProps) {
  const navigate = useNavigate();
  const go = (to: string): void => navigate(to);
  const [query, setQuery] = useState('');
  const agents = useInfiniteQuery(agentsQuery()).data?.pages.flatMap((page) => page.items) ?? [];
  const { tools } = useTools();
  const calls = useFoundCalls(query, go);
  const firstSteps = useDismissOnboarding();
  const hasOpenSteps = useQuery(onboardingQuery()).data?.steps.some(({ done }) => !done);
  const showFirstSteps = (): void => {
    firstSteps.mutate(false);
    go(paths.agents);
  };
  const entries: PaletteEntry[] = [
    ...fixedEntries(role, { go, logOut: onLogout, ...(hasOpenSteps && { showFirstSteps }) }),
    ...agents.map(({ id, name, status }) => ({
      id,
      group: 'Agents',
      text: name,
      hint: status === 'draft' ? 'Draft' : 'Published',
      Icon: AudioLines,
      run: () => go(paths.agent(id)),
    })),
    ...tools.map(({ id, name, description }) => ({
      id,
      group: 'Tools',
      text: name,
      hint: description,
      Icon: Wrench,
      run: () => go(paths.tool(id)),
    })),
    ...agents.map(({ id, name }) => ({
      id: `copy-${id}`,
      group: 'Copy the embed snippet',
      text: `Copy the embed snippet of ${name}`,
      Icon: Copy,
      run: () => copy(id),
    })),
  ];
  return (
    <PaletteDialog
      query={query}
      onQuery={setQuery}
      entries={entries}
      found={calls.entries}
      searching={calls.searching}
      onClose={onClose}
    />
  );
}
