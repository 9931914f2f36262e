import { stem, wordsOf } from './words.js';

/** What callers ask a business about, with the words that they use for it. A phrase of several words is one entry. */
const CONCEPTS = {
  'opening hours':
    'open opened opening close closed closing hours hour schedule time times|what time|how late|how early',
  day: 'monday tuesday wednesday thursday friday saturday sunday weekday weekdays weekend weekends holiday holidays',
  returns:
    'return returns returned refund refunds refunded exchange|send back|bring back|give back|take back|money back',
  delivery:
    'delivery deliver delivers delivered ship ships shipping shipped shipment post courier dispatch arrive parcel',
  prices:
    'price prices pricing cost costs charge charges fee fees expensive cheap rate rates dollars euros pounds|how much',
  payment: 'pay paid payment payments paying card cards cash credit debit visa mastercard paypal invoice',
  'our location':
    'where located location address street road avenue lane square boulevard directions situated|we are at|we are in|find you|get there|come to you',
  'how to reach us':
    'contact phone telephone email mail reach write number|get in touch|get hold|talk to you|call you|call us',
  products: 'product products range stock menu assortment',
  bookings: 'book booking bookings appointment appointments reserve reservation reservations',
  cancellation: 'cancel cancels cancelled cancellation cancellations',
  warranty: 'warranty guarantee guaranteed broken defective faulty repair repairs damaged',
  discounts: 'discount discounts coupon coupons voucher vouchers promotion promotions sale deal deals',
  subscriptions: 'subscription subscriptions subscribe subscribed',
  parking: 'park parking garage',
  people: 'human person people representative operator staff colleague manager owner founder',
  duration: 'long days weeks minutes duration|how long|how fast|how soon|how quickly|how many days',
  weather: 'weather forecast temperature rain sunny',
  diet: 'vegan vegetarian dairy lactose gluten allergy allergies allergic oat soy',
  children: 'child children kid kids baby babies toddler',
  pets: 'dog dogs cat cats pet pets',
  internet: 'wifi internet wireless|wi fi',
  jobs: 'job jobs vacancy vacancies hiring career careers apply|job openings|open positions',
} as const;

export type Concept = keyof typeof CONCEPTS;

/** Concepts that say what an agent can help with; the others only help to match. */
const TOPICS = new Set<Concept>([
  'opening hours',
  'returns',
  'delivery',
  'prices',
  'payment',
  'our location',
  'how to reach us',
  'products',
  'bookings',
  'cancellation',
  'warranty',
  'discounts',
  'subscriptions',
  'parking',
]);

const WORDS = new Map<string, Concept>();
const PHRASES: [phrase: string, concept: Concept][] = [];
for (const [concept, list] of Object.entries(CONCEPTS) as [Concept, string][]) {
  const [words, ...phrases] = list.split('|');
  for (const word of words!.split(' ')) WORDS.set(stem(word), concept);
  for (const phrase of phrases) PHRASES.push([` ${phrase} `, concept]);
}

export function conceptOf(term: string): Concept | undefined {
  return WORDS.get(term);
}

/** Concepts that a text touches, by its words (also those that are too common to be terms) and its phrases. */
export function conceptsOf(text: string): Set<Concept> {
  const words = wordsOf(text);
  const joined = ` ${words.join(' ')} `;
  const found = new Set<Concept>();
  for (const word of words) {
    const concept = WORDS.get(stem(word));
    if (concept) found.add(concept);
  }
  for (const [phrase, concept] of PHRASES) if (joined.includes(phrase)) found.add(concept);
  return found;
}

/** The text without the phrases that stand for a concept: their words alone would mislead ("late", "back"). */
export function withoutConceptPhrases(text: string): string {
  return PHRASES.reduce((rest, [phrase]) => rest.replaceAll(phrase, ' '), ` ${wordsOf(text).join(' ')} `);
}

export function isTopic(concept: Concept | undefined): boolean {
  return concept !== undefined && TOPICS.has(concept);
}
