import { h } from './dom.js';
import { icon } from './icons.js';

/**
 * A round button that shows a drawing and tells its name to those who do not see it, and in a tooltip. It says no type: only
 * the one in the writing line has a form, which it is to send.
 */
export const roundButton = (
  path: string | (() => string),
  label: string | (() => string),
  onclick?: () => void,
  rest: Parameters<typeof h>[1] = {},
): HTMLButtonElement =>
  h('button', { class: 'round', title: label, 'aria-label': label, onclick, ...rest }, icon(path));
