import { svg } from './dom.js';

// Lines on a field of 24, drawn by us.
export const MIC = 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0ZM5 11a7 7 0 0 0 14 0M12 18v3';
export const MIC_OFF = `${MIC}M4 4l16 16`;
export const END = 'M6 6h12v12H6Z';
export const WRITE = 'M4 5h16v11h-9l-4 4v-4H4Z';
export const SOUND = 'M4 9v6h4l5 4V5L8 9ZM17 9q2 3 0 6';
export const CLOSE = 'M6 9l6 6 6-6';
export const SEND = 'M12 20V5M6 11l6-6 6 6';
export const ALERT = 'M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18ZM12 8v5M12 16v.1';
export const STAR = 'M12 3l3 6 6 1-4 5 1 6-6-3-6 3 1-6-4-5 6-1Z';

const drawing = (size: number, name: string, ...shapes: SVGElement[]): SVGElement =>
  svg('svg', { viewBox: '0 0 24 24', width: size, class: name, 'aria-hidden': 'true' }, ...shapes);

export const icon = (path: string | (() => string), size = 22): SVGElement =>
  drawing(size, 'icon', svg('path', { d: path }));

/** The mark: an orb and three sound arcs that open to the right. */
export const mark = (size: number): SVGElement =>
  drawing(
    size,
    'mark',
    svg('circle', { cx: 6, cy: 12, r: 5 }),
    svg('path', { d: 'M12 6a8 8 0 0 1 0 12M15 4a12 12 0 0 1 0 16M18 2a15 15 0 0 1 0 20', class: 'arc' }),
  );
