import { useEffect } from 'react';

const SECTIONS = [
  ['prompt', 'Words'],
  ['voice', 'Voice'],
  ['turns', 'Turns'],
  ['tools', 'Tools'],
  ['limits', 'Limits'],
  ['access', 'Access'],
  ['analysis', 'Analysis'],
  ['widget', 'Widget'],
] as const;

/** The parts of the editor; the form is long, and most visits are for one of them. */
export function SectionNav() {
  // The page stood before its form was there: whoever came for a part of it is led there now.
  useEffect(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), []);
  return (
    <nav aria-label="Parts of the agent" className="-mx-1 flex gap-1 overflow-x-auto px-1 pb-1">
      {SECTIONS.map(([id, text]) => (
        <a
          key={id}
          href={`#${id}`}
          className="rounded-full border border-line px-3 py-1 text-[13px] font-medium text-dim hover:bg-mist hover:text-ink"
        >
          {text}
        </a>
      ))}
    </nav>
  );
}
