import { Mic } from 'lucide-react';
import { useEffect, useRef } from 'react';

/** Full scale of the meter: speech seldom goes beyond. */
const LOUD = 0.35;

/** How loud the microphone hears. It shows at a glance whether it hears anything at all. */
export function MicLevel({ level }: { level: () => number }) {
  const ref = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    let frame = requestAnimationFrame(function step() {
      if (ref.current) ref.current.value = Math.min(LOUD, level());
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [level]);
  return (
    <div className="mx-auto flex w-40 items-center gap-2 text-dim">
      <Mic size={14} aria-hidden="true" />
      <meter
        ref={ref}
        aria-label="Microphone level"
        min={0}
        max={LOUD}
        value={0}
        className="latency-meter h-1.5 w-full"
      />
    </div>
  );
}
