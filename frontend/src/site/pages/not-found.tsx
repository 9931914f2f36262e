import { buttonClass } from '../../components/ui/button.js';
import type { Page } from '../lib/page.js';
import { places } from '../lib/places.js';

export const notFoundPage = (): Page => ({
  path: '/404',
  title: 'Page not found',
  description: 'There is no page at this address of OrbisVoice; it may be mistyped, or the page has moved.',
  card: 'home.jpg',
  listed: false,
  body: (
    <section className="mx-auto grid min-h-[60vh] max-w-6xl content-center justify-items-start px-4 py-20 sm:px-8">
      <p className="eyebrow">404</p>
      <h1 className="title mt-3">There is nothing to hear here.</h1>
      <p className="lead mt-4 max-w-lg">The address may be mistyped, or the page has moved.</p>
      <div className="mt-8 flex flex-wrap gap-3">
        <a href={places.home} className={buttonClass('primary', 'lg')}>
          Go home
        </a>
        <a href={places.docs} className={buttonClass('secondary', 'lg')}>
          Documentation
        </a>
      </div>
    </section>
  ),
});
