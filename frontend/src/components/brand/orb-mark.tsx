/** The mark: an orb and three sound arcs that open to the right. The same drawing as public/favicon.svg. */
export function OrbMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="text-orbis">
      <circle cx="8.5" cy="16" r="6.5" fill="currentColor" />
      <g fill="none" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round">
        <path d="M16.31 8.73A10.67 10.67 0 0 1 16.31 23.27" />
        <path d="M19.82 5.45A15.47 15.47 0 0 1 19.82 26.55" />
        <path d="M23.33 2.18A20.27 20.27 0 0 1 23.33 29.82" />
      </g>
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5 text-[17px] font-semibold tracking-tight">
      <OrbMark />
      OrbisVoice
    </span>
  );
}
