import { Menu, X } from 'lucide-react';
import { useRef } from 'react';
import { Wordmark } from '../brand/orb-mark.js';
import { MainNav } from './main-nav.js';

const SQUARE = 'grid size-10 place-items-center rounded-control text-dim hover:bg-line/40 hover:text-ink';

/** The navigation of narrow screens, as a drawer on the platform's dialog. */
export function MobileMenu({ pathname }: { pathname: string }) {
  const ref = useRef<HTMLDialogElement>(null);
  const close = (): void => ref.current?.close();
  return (
    <div className="lg:hidden">
      <button type="button" aria-label="Menu" onClick={() => ref.current?.showModal()} className={SQUARE}>
        <Menu size={20} aria-hidden="true" />
      </button>
      <dialog
        ref={ref}
        aria-label="Menu"
        onClick={({ target }) => target === ref.current && close()}
        className="m-0 h-dvh max-h-none w-72 max-w-[85vw] border-r border-line bg-mist text-ink shadow-2xl"
      >
        <div className="min-h-full p-3">
          <div className="mb-3 flex items-center justify-between pl-2.5">
            <Wordmark />
            <button type="button" aria-label="Close the menu" onClick={close} className={SQUARE}>
              <X size={20} aria-hidden="true" />
            </button>
          </div>
          <MainNav pathname={pathname} onChoose={close} />
        </div>
      </dialog>
    </div>
  );
}
