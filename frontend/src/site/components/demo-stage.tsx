import { cx } from '../../lib/cx.js';
import { DEMO_AGENT } from '../lib/site-file.js';
import { SAMPLE_CALL } from '../lib/sample-call.js';
import { SoundOrb } from './sound-orb.js';

/**
 * Where a visitor talks to the demo agent at once. The server writes the agent's id into the page; where it has none,
 * or no script runs, a real call is there to read instead.
 */
export function DemoStage() {
  return (
    <section
      id="talk"
      aria-label="Talk to the demo agent"
      className="stage"
      data-agent={DEMO_AGENT}
      data-demo
    >
      <div className="stage-part stage-invitation">
        <StageTitle name="Luma" about="answers for Lumen Coffee, a shop that does not exist" />
        <div className="grid min-h-0 flex-1 place-items-center">
          <SoundOrb className="h-full max-h-64" />
        </div>
        <ul
          className="flex flex-wrap justify-center gap-2 text-[13px] text-[#c7cfe8]"
          aria-label="Things to ask"
        >
          {ASK.map((question) => (
            <li key={question} className="rounded-full border border-[#27304d] bg-[#141a2e]/80 px-3 py-1.5">
              {question}
            </li>
          ))}
        </ul>
        <button
          type="button"
          data-demo-start
          className="mx-auto mt-5 inline-flex h-12 items-center gap-2.5 rounded-full bg-[#f5f7ff] px-6 text-[15px] font-semibold text-[#0b1020] transition-transform hover:scale-[1.03] disabled:opacity-70"
        >
          <svg
            width="18"
            height="18"
            viewBox="0 0 18 18"
            fill="none"
            stroke="currentColor"
            aria-hidden="true"
          >
            <rect x="6.4" y="1.8" width="5.2" height="9" rx="2.6" strokeWidth="1.6" />
            <path d="M3.4 8.4a5.6 5.6 0 0 0 11.2 0M9 14v2.4" strokeWidth="1.6" strokeLinecap="round" />
          </svg>
          Talk to Luma
        </button>
        <p
          className="mt-3 text-center text-[13px] text-balance text-[#a5afcb]"
          data-demo-note
          aria-live="polite"
        >
          Your browser asks for the microphone first. You can write instead.
        </p>
      </div>
      <div className="stage-part stage-call" data-demo-place />
      <div className="stage-part stage-reading">
        <StageTitle name="A call, as it was" about="recorded by npm run call on the local engine" />
        <ol className="mt-6 grid flex-1 content-center gap-4 overflow-auto text-[15px] leading-snug">
          {SAMPLE_CALL.map(({ who, text, afterMs }) => (
            <li key={text} className={cx('max-w-[86%]', who === 'visitor' && 'ml-auto text-right')}>
              <span className="block font-mono text-[12px] text-[#a5afcb]">
                {who === 'visitor' ? 'visitor' : 'Luma'}
                {afterMs !== undefined && ` · after ${afterMs} ms`}
              </span>
              <span className={who === 'visitor' ? 'text-[#c7cfe8]' : ''}>{text}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

const ASK = ['When are you open on Saturday?', 'Can I return a bag?', 'Book me a tasting'];

const StageTitle = ({ name, about }: { name: string; about: string }) => (
  <p className="text-center">
    <span className="block text-[17px] font-semibold">{name}</span>
    <span className="mt-0.5 block text-[13px] text-balance text-[#a5afcb]">{about}</span>
  </p>
);
