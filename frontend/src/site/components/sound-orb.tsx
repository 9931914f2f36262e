/** The mark as a large picture that breathes: the orb, the rings of its voice, and three arcs that open to the right. */
export function SoundOrb({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 320 320" aria-hidden="true" className={`sound-orb ${className ?? ''}`}>
      <defs>
        <radialGradient id="sound-orb-core" cx="0.34" cy="0.28" r="0.95">
          <stop offset="0" stopColor="#67e8f9" />
          <stop offset="0.42" stopColor="#6d66f5" />
          <stop offset="1" stopColor="#312e81" />
        </radialGradient>
      </defs>
      <g fill="none" stroke="#8b85ff" strokeWidth="1.2">
        <circle cx="160" cy="160" r="98" className="ring" />
        <circle cx="160" cy="160" r="98" className="ring after-1" />
        <circle cx="160" cy="160" r="98" className="ring after-2" />
      </g>
      <circle cx="160" cy="160" r="62" fill="url(#sound-orb-core)" />
      <g fill="none" stroke="#22d3ee" strokeWidth="5">
        <path className="arc" d="M218 108A78 78 0 0 1 218 212" />
        <path className="arc after-arc-1" d="M236 88A105 105 0 0 1 236 232" />
        <path className="arc after-arc-2" d="M254 69A132 132 0 0 1 254 251" />
      </g>
    </svg>
  );
}
