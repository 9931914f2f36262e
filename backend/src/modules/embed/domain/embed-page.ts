import { createHash } from 'node:crypto';

/** What the page inside a frame is made of. */
export interface EmbedPage {
  readonly agentId: string;
  readonly title: string;
  /** BCP 47, of the page; the widget takes the page's. */
  readonly language: string;
  readonly theme: 'auto' | 'light' | 'dark';
  /** Where calls go, for the policy of the page. */
  readonly gatewayOrigin: string;
  /** Sites that may show the page in a frame. */
  readonly frameAncestors: readonly string[];
  /** Names the one inline script and style that may run; new for every answer. */
  readonly nonce: string;
}

/** Strict enough for the widget's own promise: it runs under every policy that lets its script run at all. */
export const embedPolicy = ({ gatewayOrigin, frameAncestors, nonce }: EmbedPage): string =>
  [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src 'self' ${gatewayOrigin}`,
    `media-src 'self' blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
    `frame-ancestors ${frameAncestors.join(' ') || `'none'`}`,
  ].join('; ');

export const embedHtml = ({ agentId, title, language, theme, nonce }: EmbedPage): string => `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style nonce="${nonce}">html, body, #orbis-voice { height: 100%; margin: 0; background: transparent }</style>
</head>
<body>
<main id="orbis-voice"></main>
<script src="/widget.js"></script>
<script nonce="${nonce}">
// Calls belong to the site around the frame, which has to be one that the agent allows.
const around = () => location.ancestorOrigins?.[0] ?? (document.referrer ? new URL(document.referrer).origin : 'null');
const sessions = '/embed/' + ${literal(agentId)} + '/sessions' + (parent === self ? '' : '?site=' + encodeURIComponent(around()));
OrbisVoice.init({
  agentId: ${literal(agentId)},
  container: document.getElementById('orbis-voice'),
  open: true,
  layout: 'inline',
  theme: ${literal(theme)},
  async getToken() {
    const answer = await fetch(sessions, { method: 'POST' });
    const body = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(body.error.message), { code: body.error.code });
    return body;
  },
});
</script>
</body>
</html>
`;

const REFUSAL_STYLE = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { display: grid; place-content: center; min-height: 100vh; margin: 0; padding: 24px; box-sizing: border-box;
text-align: center; text-wrap: balance; overflow-wrap: anywhere }`;

/** A refusal that a person reads inside the frame, instead of the browser's "refused to connect". */
export const refusalHtml = (words: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>OrbisVoice</title>
<style>${REFUSAL_STYLE}</style>
</head>
<body><main><p role="alert">${escaped(words)}</p></main></body>
</html>
`;
/** Whoever may not show the widget may show these words. */
export const REFUSAL_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(REFUSAL_STYLE).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors *`,
].join('; ');

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** JSON is JavaScript, save for what would end the script element. */
const literal = (value: string): string => JSON.stringify(value).replaceAll('<', '\\u003c');
