import type { EmbedSnippets } from '@orbisvoice/contracts';
import type { WidgetBuild } from './widget-build.js';

export interface EmbedPlace {
  readonly agentId: string;
  readonly agentName: string;
  /** Origin of the API, which serves the script. */
  readonly origin: string;
  readonly gatewayOrigin: string;
  readonly build: WidgetBuild;
}

const KEY = 'YOUR_PUBLISHABLE_KEY';

/** What somebody copies into their site. */
export function embedSnippets({
  agentId,
  agentName,
  origin,
  gatewayOrigin,
  build,
}: EmbedPlace): EmbedSnippets {
  const { version, integrity, source } = build;
  const url = `${origin}/widget@${version}.js`;
  const data = `data-agent-id="${agentId}" data-api-key="${KEY}"`;
  const title = agentName.replace(/[&<>"]/g, ' ');
  return {
    agentId,
    script: `<script async src="${origin}/widget.js" ${data}></script>`,
    pinnedScript: `<script async src="${url}" integrity="${integrity}" crossorigin="anonymous" ${data}></script>`,
    iframe: `<iframe src="${origin}/embed/${agentId}" title="${title}" allow="microphone; autoplay" referrerpolicy="origin" width="400" height="640"></iframe>`,
    contentSecurityPolicy: {
      script: { 'script-src': `${origin}/widget.js`, 'connect-src': `${origin} ${gatewayOrigin}` },
      iframe: { 'frame-src': origin },
    },
    current: { version, url, integrity, bytes: source.length },
  };
}
