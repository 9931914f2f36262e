// Colours are the brand's variables, so that a change of theme needs no new drawing.

export const AXIS = {
  stroke: 'var(--line)',
  tick: { fill: 'var(--dim)', fontSize: 12 },
  tickLine: false,
} as const;
export const TOOLTIP = {
  contentStyle: {
    background: 'var(--paper)',
    border: '1px solid var(--line)',
    borderRadius: 8,
    fontSize: 13,
  },
  labelStyle: { color: 'var(--ink)', fontWeight: 600 },
  cursor: { fill: 'var(--mist)', stroke: 'var(--line)' },
  isAnimationActive: false,
} as const;
export const GRID = { stroke: 'var(--line)', strokeDasharray: '3 4', vertical: false } as const;
