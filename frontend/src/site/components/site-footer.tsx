import { Wordmark } from '../../components/brand/orb-mark.js';
import { places } from '../lib/places.js';

const COLUMNS = [
  [
    'Product',
    [
      [places.features, 'Features'],
      [places.pricing, 'Pricing'],
      [`${places.home}#talk`, 'Talk to the demo'],
    ],
  ],
  [
    'Build',
    [
      [places.docs, 'Documentation'],
      ['/docs/embed', 'Embedding guide'],
      ['/docs/voice-protocol', 'Voice protocol'],
      [places.reference, 'API reference'],
    ],
  ],
  [
    'Read',
    [
      [places.blog, 'Blog'],
      [places.feed, 'Feed'],
    ],
  ],
  [
    'Account',
    [
      [places.signup, 'Sign up'],
      [places.login, 'Log in'],
      [places.dashboard, 'Dashboard'],
      [places.affiliates, 'Affiliates'],
    ],
  ],
] as const;

export function SiteFooter() {
  return (
    <footer className="border-t border-line">
      <div className="mx-auto grid max-w-6xl grid-cols-2 gap-x-8 gap-y-10 px-4 py-14 sm:grid-cols-4 sm:px-8 lg:grid-cols-[1.6fr_repeat(4,1fr)]">
        <div className="col-span-2 sm:col-span-4 lg:col-span-1">
          <Wordmark />
          <p className="mt-3 max-w-60 text-sm leading-relaxed text-dim">Give your website a voice.</p>
        </div>
        {COLUMNS.map(([title, links]) => (
          <nav key={title} aria-label={title}>
            <h2 className="text-[13px] font-semibold">{title}</h2>
            <ul className="mt-3 grid gap-2.5 text-sm text-dim">
              {links.map(([href, name]) => (
                <li key={href}>
                  <a href={href} className="hover:text-ink">
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      </div>
    </footer>
  );
}
