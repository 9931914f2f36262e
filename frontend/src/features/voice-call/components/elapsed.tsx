import { useEffect, useState } from 'react';
import { formatClock } from '../../../lib/format.js';

export function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="timer" aria-label="Elapsed" className="font-mono text-[13px] text-dim tabular-nums">
      {formatClock(now - since)}
    </span>
  );
}
