import { svg } from './dom.js';

// Lines on a field of 24, drawn by us.
export const MIC = 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0ZM5 11a7 7 0 0 0 14 0M12 18v3';
export const MIC_OFF = `${MIC}M4 4l16 16`;
export const END = 'M3 14c5-5 13-5 18 0l-2 3-4-1v-3a11 11 0 0 0-6 0v3l-4 1Z';
export const WRITE = 'M4 5h16v11h-9l-4 4v-4H4Z';
export const SOUND = 'M4 9v6h4l5 4V5L8 9ZM17 9q2 3 0 6';
export const CLOSE = 'M6 9l6 6 6-6';
export const SEND = 'M12 20V5M6 11l6-6 6 6';
export const ALERT = 'M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18ZM12 8v5M12 16v.1';
export const STAR = 'M12 3l3 6 6 1-4 5 1 6-6-3-6 3 1-6-4-5 6-1Z';

const drawing = (size: number, field: number, name: string, ...shapes: SVGElement[]): SVGElement =>
  svg(
    'svg',
    { viewBox: `0 0 ${field} ${field}`, width: size, height: size, class: name, 'aria-hidden': 'true' },
    ...shapes,
  );

export const icon = (path: string | (() => string), size = 22): SVGElement =>
  drawing(size, 24, 'icon', svg('path', { d: path }));

const arc = (x: number, y: number, radius: number): SVGElement =>
  svg('path', { d: `M${x} ${y}A${radius} ${radius} 0 0 1 ${x} ${32 - y}`, class: 'arc' });

/** The mark: an orb and three sound arcs that open to the right. */
export const mark = (size: number): SVGElement =>
  drawing(
    size,
    32,
    'mark',
    svg('circle', { cx: 8.5, cy: 16, r: 6.5 }),
    arc(16.3, 8.7, 10.7),
    arc(19.8, 5.5, 15.5),
    arc(23.3, 2.2, 20.3),
  );
