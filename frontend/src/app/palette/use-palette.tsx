import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { Me } from '@orbisvoice/contracts';

const load = () => import('./command-palette.js');
const CommandPalette = lazy(async () => ({ default: (await load()).CommandPalette }));

interface Palette {
  open: () => void;
  /** Fetches its code ahead, when somebody reaches for it. */
  preload: () => void;
  dialog: ReactNode;
}

/** ⌘K and Ctrl+K open it from anywhere, fields included. */
export function usePalette(role: Me['role'] | undefined, onLogout: () => void): Palette {
  const [isOpen, setOpen] = useState(false);
  const available = role !== undefined;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!available || event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      if (event.shiftKey || event.altKey) return;
      event.preventDefault();
      // A question that waits for an answer comes first.
      if (!document.querySelector('dialog:modal')) setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [available]);
  return {
    open: () => setOpen(true),
    preload: () => void load().catch(() => undefined),
    dialog: isOpen && role && (
      <Suspense>
        <CommandPalette role={role} onLogout={onLogout} onClose={() => setOpen(false)} />
      </Suspense>
    ),
  };
}
