import { h } from './dom.js';
import { icon } from './icons.js';

/** A round button that shows a drawing and tells its name to those who do not see it, and in a tooltip. */
export const roundButton = (
  path: string | (() => string),
  label: string | (() => string),
  onclick: (() => void) | undefined,
  rest: Parameters<typeof h>[1] = {},
): HTMLButtonElement =>
  h(
    'button',
    { type: 'button', class: 'round', title: label, 'aria-label': label, onclick, ...rest },
    icon(path),
  );
