// @ts-check
import { readContent } from './read-content.mjs';

/** What the built pages load, as the development server has it: styles come with the script. */
const ASSETS = { styles: [], script: '/src/site/browser/site.ts' };

/**
 * Shows the public pages in the development server, rendered anew for each request.
 * @param {string} demoAgentId  empty where there is none
 * @returns {import('vite').Plugin}
 */
export const devPages = (demoAgentId) => ({
  name: 'orbis-dev-pages',
  apply: 'serve',
  configureServer(server) {
    server.middlewares.use(async (request, response, next) => {
      const path = request.url?.split('?')[0] ?? '/';
      const searches = path === '/docs/search.json';
      if (request.method !== 'GET' || !(searches || request.headers.accept?.includes('text/html')))
        return next();
      try {
        const { renderPage, sitePages } = /** @type {typeof import('../src/site/render-site.js')} */ (
          await server.ssrLoadModule('/src/site/render-site.tsx')
        );
        const { pages, search } = sitePages(readContent());
        if (searches) return response.setHeader('content-type', 'application/json').end(search.content);
        const page = pages.find((one) => one.path === path);
        if (!page) return next();
        const html = renderPage(page, ASSETS)
          .replaceAll('%PUBLIC_URL%', `http://${request.headers.host}`)
          .replaceAll('%DEMO_AGENT_ID%', demoAgentId);
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(await server.transformIndexHtml(path, html));
      } catch (error) {
        next(error);
      }
    });
  },
});
