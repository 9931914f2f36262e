// @ts-check

/** Calls in which both sides go on talking; the answers are known word for word, so captions can be held against the record. */
export const TALKING_SCENARIO = {
  name: 'talking',
  afterLast: 'cycle',
  turns: ['One', 'Two', 'Three'].map((word) => ({
    heard: `Question ${word}?`,
    reply: [{ say: `Answer ${word}, in a sentence or so.`, audioMs: 2_000 }],
  })),
  timing: { speed: 3, ttfbMs: 250 },
};
