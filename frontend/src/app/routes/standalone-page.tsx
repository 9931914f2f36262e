import type { ReactNode } from 'react';
import { OrbMark } from '../../components/brand/orb-mark.js';
import { useTitle } from '../../lib/use-title.js';

interface StandalonePageProps {
  title: string;
  text: string;
  children: ReactNode;
}

export function StandalonePage({ title, text, children }: StandalonePageProps) {
  useTitle(title);
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <div className="grid max-w-sm justify-items-center gap-2 text-center">
        <OrbMark size={40} />
        <h1 className="mt-3 text-xl font-semibold tracking-tight">{title}</h1>
        <p className="text-sm leading-relaxed text-dim">{text}</p>
        <div className="mt-4 flex gap-2">{children}</div>
      </div>
    </main>
  );
}
