import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../../components/ui/card.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { CopyButton } from '../../../components/ui/copy-button.js';
import { Segments } from '../../../components/ui/segments.js';
import { ErrorState, Loading } from '../../../components/ui/states.js';
import { embedSnippetsQuery } from '../api/embed-snippets.js';
import { EMBED_FORMS, embedLines, type EmbedForm } from '../lib/embed-lines.js';
import type { EmbedOptions } from '../lib/embed-options.js';

const CODE =
  'overflow-x-auto rounded-control border border-line bg-mist p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap break-all';

interface EmbedLinesCardProps {
  agentId: string;
  apiKey: string;
  options: EmbedOptions;
}

export function EmbedLinesCard({ agentId, apiKey, options }: EmbedLinesCardProps) {
  const snippets = useQuery(embedSnippetsQuery(agentId));
  const [form, setForm] = useState<EmbedForm>('script');
  const [pinned, setPinned] = useState(false);
  const lines = snippets.data && embedLines(form, snippets.data, { options, apiKey, pinned });
  const policy = snippets.data?.contentSecurityPolicy[form === 'iframe' ? 'iframe' : 'script'];
  return (
    <Card
      title="Lines for your site"
      text={
        form === 'iframe'
          ? 'The frame needs no key. It takes theme and language; the rest is as the agent says.'
          : 'At the end of the page, or wherever your site keeps its scripts.'
      }
      actions={lines && <CopyButton key={lines} text={lines} label="Copy lines" />}
    >
      <div className="-mx-1 mb-3 overflow-x-auto px-1 py-1">
        <Segments label="Form" options={EMBED_FORMS} value={form} onChange={setForm} />
      </div>
      {snippets.isPending && (
        <Loading label="Loading the lines">
          <div className="skeleton h-24" />
        </Loading>
      )}
      {snippets.isError && <ErrorState error={snippets.error} onRetry={() => void snippets.refetch()} />}
      {lines && (
        <pre tabIndex={0} aria-label="Lines" className={CODE}>
          {lines}
        </pre>
      )}
      {form !== 'iframe' && (
        <div className="mt-2">
          <Checkbox
            label="Exactly this version"
            help="With a digest that browsers check. It stays the same after upgrades; without, your site gets the newest."
            checked={pinned}
            onChange={(event) => setPinned(event.target.checked)}
          />
        </div>
      )}
      {policy && (
        <details className="mt-3 text-sm">
          <summary className="w-fit cursor-pointer rounded-control py-1 font-medium text-dim hover:text-ink">
            My site has a content security policy
          </summary>
          <p className="my-2 text-[13px] text-dim">Add this to it:</p>
          <pre tabIndex={0} aria-label="Policy" className={CODE}>
            {Object.entries(policy)
              .map(([directive, value]) => `${directive} ${value};`)
              .join('\n')}
          </pre>
        </details>
      )}
    </Card>
  );
}
