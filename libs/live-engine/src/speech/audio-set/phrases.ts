/** What a caller of the demo agent asks, and by what its right answer is known: the words may be misheard, the wish not. */
export interface Phrase {
  readonly text: string;
  readonly answer: RegExp;
}

export const PHRASES: readonly Phrase[] = [
  { text: 'What are your opening hours on Saturday?', answer: /ten to four/i },
  { text: 'Can I return a book and get my money back?', answer: /thirty days|refund/i },
  { text: 'How much does the delivery cost?', answer: /twenty dollars/i },
  { text: 'Can you tell me the address of your shop?', answer: /Mill Lane/i },
  { text: 'Do you repair old books?', answer: /binder/i },
  { text: 'Do you sell gift cards?', answer: /gift cards from ten/i },
  { text: 'Are you open on Sunday?', answer: /closed/i },
  { text: 'How many days does a refund take?', answer: /three working days/i },
];
