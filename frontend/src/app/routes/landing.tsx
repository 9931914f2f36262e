import { Link } from 'react-router';
import { LiveOrb } from '../../components/brand/live-orb.js';
import { Wordmark } from '../../components/brand/orb-mark.js';
import { buttonClass } from '../../components/ui/button.js';
import { ThemeToggle } from '../../components/ui/theme-toggle.js';
import { paths } from '../../config/paths.js';
import { useTitle } from '../../lib/use-title.js';

const STEPS = [
  [
    'Describe it',
    'A name, a prompt, one of 30 voices. Talk with it beside the editor until it sounds right.',
  ],
  ['Publish it', 'Say which sites may use it, and what visitors agree to before their microphone opens.'],
  ['Embed it', 'One script tag puts the orb on your page. Every call leaves its transcript and its latency.'],
] as const;

const SNIPPET = `<script src="https://your-orbis.example/widget.js"
        data-agent-id="…" data-api-key="pk_…" async></script>`;

export function Component() {
  useTitle('Give your website a voice');
  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-4 sm:px-8">
      <header className="flex items-center justify-between py-4">
        <Wordmark />
        <nav aria-label="Account" className="flex items-center gap-1 sm:gap-2">
          <ThemeToggle />
          <Link to={paths.login} className={buttonClass('quiet')}>
            Log in
          </Link>
          <Link to={paths.signup} className={buttonClass('primary')}>
            Sign up
          </Link>
        </nav>
      </header>
      <main className="flex-1">
        <section className="grid items-center gap-10 py-14 sm:py-20 lg:grid-cols-[1.15fr_1fr]">
          <div>
            <h1 className="text-4xl leading-[1.08] font-semibold tracking-tight text-balance sm:text-6xl">
              Give your website a voice.
            </h1>
            <p className="mt-5 max-w-xl text-lg leading-relaxed text-pretty text-dim">
              OrbisVoice puts an agent on your page that visitors simply talk to. It listens, answers in under
              a second, and stops when it is interrupted.
            </p>
            <div className="mt-8 flex flex-wrap gap-3">
              <Link to={paths.signup} className={buttonClass('primary', 'lg')}>
                Make your first agent
              </Link>
              <Link to={paths.agents} className={buttonClass('secondary', 'lg')}>
                Open the dashboard
              </Link>
            </div>
          </div>
          <div className="grid justify-center">
            <LiveOrb mood="idle" size={320} />
          </div>
        </section>
        <ol className="grid gap-px overflow-hidden rounded-card border border-line bg-line md:grid-cols-3">
          {STEPS.map(([title, text], index) => (
            <li key={title} className="bg-paper p-6">
              <span aria-hidden="true" className="font-mono text-xs text-dim">
                {index + 1}
              </span>
              <h2 className="mt-2 text-[15px] font-semibold">{title}</h2>
              <p className="mt-1.5 text-sm leading-relaxed text-dim">{text}</p>
            </li>
          ))}
        </ol>
        <pre
          tabIndex={0}
          aria-label="The script tag"
          className="mt-6 overflow-x-auto rounded-card border border-line bg-mist p-5 font-mono text-[13px] leading-relaxed"
        >
          {SNIPPET}
        </pre>
      </main>
      <footer className="mt-16 border-t border-line py-6 text-[13px] text-dim">
        OrbisVoice. Speech in, speech out, over one WebSocket.
      </footer>
    </div>
  );
}
