// @ts-check
// A site that embeds an agent, one page for each way to do so. The tests visit these pages, and so may you: see serve.mjs.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** @typedef {import('./demo-server.mjs').Site} Site */

/** The policy that each page is served with; a page that is not listed has none. @type {Record<string, (site: Site) => string>} */
const POLICIES = {
  // Everything is forbidden but what docs/guides/embed.md says the widget needs: one script, two addresses.
  'strict-csp': ({ api, gateway }) =>
    [
      `default-src 'none'`,
      `script-src 'self' ${api}/widget.js`,
      `connect-src ${api} ${gateway}`,
      `base-uri 'none'`,
      `form-action 'none'`,
      `require-trusted-types-for 'script'`,
      `trusted-types 'none'`,
    ].join('; '),
  iframe: ({ api }) => `default-src 'none'; frame-src ${api}; style-src 'unsafe-inline'`,
};

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8' };

/**
 * Serves the pages on a port of 127.0.0.1 (0: any free one). The site's origin has to be among the allowed origins of
 * the agent, as that of any site.
 * @param {Site} site
 * @param {number} [port]
 */
export async function startDemo(site, port = 0) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    const work =
      request.method === 'POST' && path === '/voice-session' ? session(site, origin) : page(site, path);
    work.then(
      ({ status = 200, headers, body }) => response.writeHead(status, headers).end(body),
      (error) => response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)),
    );
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const origin = `http://localhost:${typeof address === 'object' ? address?.port : port}`;
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}

/** @param {Site} site @param {string} path */
async function page(site, path) {
  const [, name = 'index', extension] = /^\/(?:([a-z-]+)(?:\.(js))?)?$/.exec(path) ?? [];
  const type = extension === 'js' ? 'js' : 'html';
  // The single-page application answers its own addresses, as such applications do.
  const file = path.startsWith('/spa/') ? 'spa.html' : `${name}.${type}`;
  const built = extension === 'js' ? site.script?.(name) : undefined;
  const text = built ?? (await readFile(join(import.meta.dirname, file), 'utf8').catch(() => undefined));
  if (text === undefined)
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' };
  const policy = POLICIES[name]?.(site);
  const headers = {
    'content-type': TYPES[file.endsWith('.js') ? 'js' : 'html'],
    ...(policy && type === 'html' && { 'content-security-policy': policy }),
  };
  return {
    headers,
    body: built ?? filled(text, { ...site, ...(name === 'pinned' && (await newestBuild(site))) }),
  };
}

/** @param {string} text @param {Site & Partial<Awaited<ReturnType<typeof newestBuild>>>} site */
const filled = (text, { api, agentId, publishableKey, pinnedUrl = '', integrity = '' }) =>
  Object.entries({ api, agentId, key: publishableKey, pinnedUrl, integrity }).reduce(
    (filling, [name, value]) => filling.replaceAll(`{{${name}}}`, value),
    text,
  );

/**
 * What somebody who pins a version asks once, and keeps in their page.
 * @param {Site} site
 */
async function newestBuild({ api, agentId, secretKey }) {
  const headers = { authorization: `Bearer ${secretKey}` };
  const answer = await fetch(`${api}/agents/${agentId}/embed`, { headers });
  /** @type {import('@orbisvoice/contracts').EmbedSnippets} */
  const { current } = JSON.parse(await answer.text());
  return { pinnedUrl: api + new URL(current.url).pathname, integrity: current.integrity };
}

/**
 * What a site's own server does for `getToken`: it knows who the visitor is, and its secret key stays with it.
 * @param {Site} site @param {string} origin
 */
async function session({ api, agentId, secretKey }, origin) {
  const answer = await fetch(`${api}/widget/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ agentId, origin, userId: 'customer-7' }),
  });
  return {
    status: answer.status,
    headers: { 'content-type': 'application/json' },
    body: await answer.text(),
  };
}
