import { buttonClass } from '../../components/ui/button.js';
import { places } from '../lib/places.js';

/** The last thing on a page that people came to for themselves. */
export function Closing({ title = 'Hear it on your own site.' }: { title?: string }) {
  return (
    <section className="mx-auto max-w-6xl px-4 pb-20 sm:px-8 sm:pb-28">
      <div className="rounded-[24px] border border-line bg-mist px-6 py-14 text-center sm:py-20">
        <h2 className="title mx-auto max-w-2xl">{title}</h2>
        <p className="lead mx-auto mt-4 max-w-xl">
          Make an agent, talk with it beside its editor, and paste one tag. No card, no call with anybody.
        </p>
        <div className="mt-8 flex flex-wrap justify-center gap-3">
          <a href={places.signup} className={buttonClass('primary', 'lg')}>
            Make an agent
          </a>
          <a href="/docs/embed" className={buttonClass('secondary', 'lg')}>
            Read how embedding works
          </a>
        </div>
      </div>
    </section>
  );
}
