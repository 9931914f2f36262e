import { useEffect, useRef } from 'react';

export type OrbMood = 'idle' | 'waiting' | 'listening' | 'thinking' | 'speaking';

interface LiveOrbProps {
  mood: OrbMood;
  /** Loudness from 0 to about 0.7, read once per frame while the mood is a live one. */
  level?: () => number;
  size?: number;
}

/** Speech has a low mean level; the root brings whispers up without letting shouts leave the picture. */
const shaped = (level: number): number => Math.min(1, Math.sqrt(level * 2.2));

/** The orb that moves with the voice. Decoration only: the state is always written next to it. */
export function LiveOrb({ mood, level, size = 176 }: LiveOrbProps) {
  const ref = useRef<SVGSVGElement>(null);
  const moves = mood === 'listening' || mood === 'speaking';

  useEffect(() => {
    const svg = ref.current;
    if (!svg || !level || !moves) return;
    let frame = requestAnimationFrame(function step() {
      // Set through the object model: style attributes are forbidden by the content security policy.
      svg.style.setProperty('--level', shaped(level()).toFixed(3));
      frame = requestAnimationFrame(step);
    });
    return () => {
      cancelAnimationFrame(frame);
      svg.style.removeProperty('--level');
    };
  }, [level, moves]);

  const tone = mood === 'listening' ? 'text-signal' : 'text-orbis';
  return (
    <svg ref={ref} width={size} height={size} viewBox="0 0 176 176" aria-hidden="true" className={tone}>
      <defs>
        <radialGradient id="orb-core" cx="0.35" cy="0.3" r="0.9">
          <stop offset="0" stopColor="var(--signal)" />
          <stop offset="0.55" stopColor="var(--orbis)" />
          <stop offset="1" stopColor="var(--orbis-strong)" />
        </radialGradient>
      </defs>
      {RINGS.map(({ radius, opacity, className }) => (
        <circle
          key={radius}
          cx="88"
          cy="88"
          r={radius}
          fill="currentColor"
          fillOpacity={mood === 'idle' ? opacity * 0.7 : opacity}
          className={`orb-ring ${className} ${mood === 'idle' || mood === 'waiting' ? 'orb-breathes' : ''}`}
        />
      ))}
      <circle cx="88" cy="88" r="38" fill="url(#orb-core)" className="orb-ring [--reach:0.1]" />
      {(mood === 'thinking' || mood === 'waiting') && (
        <circle
          cx="88"
          cy="88"
          r="45"
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          strokeLinecap="round"
          strokeDasharray="56 227"
          className="orb-turns"
        />
      )}
    </svg>
  );
}

const RINGS = [
  { radius: 66, opacity: 0.1, className: '[--reach:0.32]' },
  { radius: 56, opacity: 0.14, className: '[--reach:0.28]' },
  { radius: 47, opacity: 0.2, className: '[--reach:0.2]' },
];
