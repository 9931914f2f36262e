import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.js';

/** An entry of a popover menu, for buttons and links. */
export const menuItemClass =
  'flex w-full items-center gap-2 rounded-md px-2 py-2 text-left text-sm hover:bg-mist lg:py-1.5';

interface MenuProps {
  /** For `popoverTarget` of the button that opens it. */
  id: string;
  /** Where it stands on narrow and on wide screens. */
  place: string;
  children: ReactNode;
}

/**
 * The platform's popover closes on Escape and outside presses and hands focus back; a menu library would have cost every
 * page 30 KB. A choice within it closes it.
 */
export function Menu({ id, place, children }: MenuProps) {
  return (
    <div
      id={id}
      popover="auto"
      onClick={({ target, currentTarget }) =>
        target instanceof Element && target.closest('a, button') && currentTarget.hidePopover()
      }
      className={cx(
        'fixed inset-auto m-0 w-60 rounded-card border border-line bg-paper p-2 text-sm text-ink shadow-xl',
        place,
      )}
    >
      {children}
    </div>
  );
}
