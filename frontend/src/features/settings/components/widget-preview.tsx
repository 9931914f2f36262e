import type { Agent } from '@orbisvoice/contracts';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { previewSession } from '../api/embed-snippets.js';
import { chosenOptions, type EmbedOptions } from '../lib/embed-options.js';
import { endPreview, showPreview } from '../lib/preview-widget.js';

interface WidgetPreviewProps {
  agent: Pick<Agent, 'id' | 'name'>;
  options: EmbedOptions;
}

/** The real widget on a page that is drawn; a call in it is a real one, as a try by somebody of the team. */
export function WidgetPreview({ agent, options }: WidgetPreviewProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const chosen = JSON.stringify(chosenOptions(options));
  useEffect(() => {
    const container = ref.current;
    if (!container) return;
    setFailed(false);
    const wish = Object.fromEntries(JSON.parse(chosen) as [string, string | boolean][]);
    showPreview({
      agentId: agent.id,
      container,
      options: wish,
      getToken: () => previewSession(agent.id),
    }).catch(() => setFailed(true));
  }, [agent.id, chosen, tries]);
  useEffect(() => endPreview, [agent.id]);
  return (
    <figure className="grid gap-2">
      {/* What is fixed to the window on a site is fixed to this frame here. */}
      <div
        ref={ref}
        className="relative h-170 overflow-hidden rounded-card border border-line bg-mist [contain:layout_paint]"
      >
        <div aria-hidden="true" className="grid gap-3 p-5">
          <div className="flex items-center gap-2">
            {[0, 1, 2].map((dot) => (
              <span key={dot} className="size-2.5 rounded-full bg-line" />
            ))}
            <span className="ml-2 h-5 flex-1 rounded-full bg-line/70" />
          </div>
          <div className="mt-4 h-6 w-1/2 rounded bg-line/70" />
          {['w-full', 'w-11/12', 'w-4/5', 'w-3/5'].map((width) => (
            <div key={width} className={`h-3 rounded bg-line/50 ${width}`} />
          ))}
        </div>
        {failed && (
          <div role="alert" className="grid justify-items-center gap-3 p-6 text-center text-sm">
            <p>The widget could not be loaded.</p>
            <Button onClick={() => setTries((count) => count + 1)}>Try again</Button>
          </div>
        )}
      </div>
      <figcaption className="text-[13px] leading-relaxed text-dim">
        The widget itself, with {agent.name}. A call here is real, and stands in your calls as one from the
        dashboard.
      </figcaption>
    </figure>
  );
}
