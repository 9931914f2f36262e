interface Line {
  readonly who: 'agent' | 'visitor';
  readonly text: string;
  /** From the last word of the visitor to the first sound of the answer. */
  readonly afterMs?: number;
}

/** What `npm run call` printed with the two sample questions, speech to speech on the local engine. */
export const SAMPLE_CALL: readonly Line[] = [
  { who: 'agent', text: 'Hello, this is Luma from Lumen Coffee. How can I help you?' },
  { who: 'visitor', text: 'Hello, what are your opening hours on Saturday, please?' },
  { who: 'agent', text: 'On Saturday we are open from 9 am to 4 pm.', afterMs: 689 },
  { who: 'visitor', text: 'Can I return a bag of coffee and get my money back?' },
  {
    who: 'agent',
    text: 'You can return unopened coffee within 30 days and get a full refund.',
    afterMs: 883,
  },
];
