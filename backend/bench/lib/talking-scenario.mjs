// @ts-check

/** Calls in which both sides go on talking, and orders in writing are placed by the tool `order`; the answers are known word for word, so captions can be held against the record. */
export const TALKING_SCENARIO = {
  name: 'talking',
  afterLast: 'cycle',
  turns: [
    ...['One', 'Two', 'Three'].map((word) => ({
      heard: `Question ${word}?`,
      reply: [{ say: `Answer ${word}, in a sentence or so.`, audioMs: 2_000 }],
    })),
    {
      on: { type: 'text', contains: 'Order' },
      reply: [{ call: [{ name: 'order', args: { item: '{said}' } }] }],
      afterTools: [{ say: 'It is ordered.', audioMs: 800 }],
    },
  ],
  timing: { speed: 3, ttfbMs: 250 },
};
