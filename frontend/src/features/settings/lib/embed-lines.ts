import type { EmbedSnippets } from '@orbisvoice/contracts';
import type { EmbedOptions, WidgetOption } from './embed-options.js';
import { chosenOptions } from './embed-options.js';

const KEY_PLACE = 'YOUR_PUBLISHABLE_KEY';

export const EMBED_FORMS = [
  ['script', 'Script tag'],
  ['code', 'Script and code'],
  ['react', 'React'],
  ['iframe', 'Frame'],
] as const;
export type EmbedForm = (typeof EMBED_FORMS)[number][0];

interface Wish {
  options: EmbedOptions;
  /** Empty: a place to fill in. */
  apiKey: string;
  /** Exactly this build of the widget, for good. */
  pinned: boolean;
}

const attributeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** JSON is JavaScript, save for what would end the script element. */
const literal = (value: string | false): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The lines that a site takes over, made from those of the API. */
export function embedLines(
  form: EmbedForm,
  snippets: EmbedSnippets,
  { options, apiKey, pinned }: Wish,
): string {
  const chosen = chosenOptions(options);
  const tag = (pinned ? snippets.pinnedScript : snippets.script).replace(
    KEY_PLACE,
    attributeText(apiKey || KEY_PLACE),
  );
  if (form === 'script') return withAttributes(tag, chosen);
  if (form === 'iframe') return withQuery(snippets.iframe, snippets.agentId, options);
  const settings: WidgetOption[] = [
    ['agentId', snippets.agentId],
    ['apiKey', apiKey || KEY_PLACE],
    ...chosen,
  ];
  return form === 'react' ? reactLines(tag, settings) : codeLines(tag, settings);
}

const withAttributes = (tag: string, chosen: readonly WidgetOption[]): string => {
  const added = chosen.map(([name, value]) => ` data-${name}="${attributeText(String(value))}"`).join('');
  return tag.replace('></script>', `${added}></script>`);
};

function withQuery(iframe: string, agentId: string, { theme, lang }: EmbedOptions): string {
  const query = new URLSearchParams();
  if (lang !== 'auto') query.set('lang', lang);
  if (theme !== 'agent') query.set('theme', theme);
  return query.size === 0
    ? iframe
    : iframe.replace(`${agentId}"`, `${agentId}?${attributeText(query.toString())}"`);
}

function codeLines(tag: string, settings: readonly WidgetOption[]): string {
  const loader = tag.replace('<script async ', '<script ').replace(/ data-[a-z-]+="[^"]*"/g, '');
  const lines = settings.map(([name, value]) => `    ${name}: ${literal(value)},`);
  return [loader, '<script>', '  OrbisVoice.init({', ...lines, '  });', '</script>'].join('\n');
}

function reactLines(tag: string, settings: readonly WidgetOption[]): string {
  const src = /src="([^"]*)"/.exec(tag)?.[1] ?? '';
  const props = settings.map(([name, value]) => `  ${name}={${literal(value)}}`);
  return [
    `import { OrbisVoice } from '@orbisvoice/widget/react';`,
    '',
    '<OrbisVoice',
    `  src="${src}"`,
    ...props,
    '/>;',
  ].join('\n');
}
