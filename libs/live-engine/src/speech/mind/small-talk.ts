import type { Turn } from '../../ports.js';
import type { Briefing } from './briefing.js';
import { sentencesOf } from '../voice/sentences.js';
import { editDistance, soundsLike } from './words.js';

interface Situation {
  briefing: Briefing;
  history: readonly Turn[];
}

type Answer = string | ((situation: Situation) => string);

const POLITE = '(?: please| then| now| there| again| you| very much| so much| a lot| everyone| friend)*';

/** Whole utterances that need no knowledge, in words without punctuation. The first that fits answers. */
const SMALL_TALK: [pattern: RegExp, answer: Answer][] = [
  [
    whole('hi|hello|hey|good (?:morning|afternoon|evening|day)|hello hello|hi hello'),
    (situation) => (lastAnswer(situation) ? 'Hello! How can I help you?' : greeting(situation)),
  ],
  [
    whole('how are you(?: doing)?(?: today)?|how is it going|hows it going'),
    'I am fine, thank you. How can I help you?',
  ],
  [
    whole('(?:ok |okay |great |perfect |no )?(?:thanks|thank you)(?: for your help)?|cheers'),
    'You are welcome. Is there anything else?',
  ],
  [
    whole(
      '(?:(?:ok|okay|no|great|thanks|thank you|thats all|that is all) )*(?:bye|goodbye|bye bye|good night|see you|see you later|that is all|thats all|that will be all)',
    ),
    'Thank you for calling. Goodbye!',
  ],
  [
    whole(
      'who are you|who is this|what is your name|whats your name|who am i (?:talking|speaking) (?:to|with)|tell me about yourself',
    ),
    ({ briefing }) => briefing.introduction ?? 'I am a voice assistant.',
  ],
  [
    whole(
      'are you (?:a |an )?(?:real |actual )?(?:human|person|robot|bot|machine|ai|computer|gemini)(?: or .*)?|am i (?:talking|speaking) (?:to|with) (?:a |an )?(?:real )?(?:human|person|robot|machine)',
    ),
    'I am a computer: a small demonstration voice that runs on this machine.',
  ],
  [
    whole(
      '(?:what can you (?:do|help(?: me)? with)|how can you help(?: me)?|help|can you help(?: me)?|i need help|what do you know|what can i ask(?: you)?)',
    ),
    ({ briefing }) =>
      `${offerOf(briefing) || 'I can answer what my instructions tell me.'} What would you like to know?`,
  ],
  [
    whole(
      '(?:can|could|would) you (?:say|repeat) (?:that|it)(?: again)?|repeat(?: that| it)?|say (?:that|it) again|pardon(?: me)?|sorry what|what did you say|come again|once more|what|sorry',
    ),
    (situation) => lastAnswer(situation) ?? 'I have not said anything yet. How can I help you?',
  ],
  [
    whole('can you hear me|do you hear me|are you there|testing|test|is anyone there'),
    'Yes, I can hear you. How can I help you?',
  ],
  [whole('do you speak (?:english|any other languages?)'), 'I understand English only.'],
  [
    whole('yes|yeah|yep|sure|of course|yes please|ok|okay|alright|all right'),
    'All right. What would you like to know?',
  ],
  [
    whole('no|nope|no thanks|no thank you|not really|nothing|nothing else|no that is all|no thats all'),
    'All right. Thank you for calling.',
  ],
  [
    whole('stop|stop it|wait|be quiet|hold on|one moment|never mind|forget it|cancel'),
    'All right. Tell me when you need me.',
  ],
  [whole('sorry|i am sorry|im sorry|excuse me'), 'No problem. How can I help you?'],
];

/** What may stand before a question without being part of it. */
const OPENING =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks|thank you|okay|ok|great|perfect|alright|well|um|uh|so|yes|no|and|sorry|excuse me)(?: there| very much)?[\s,.!]+)+/i;

export function smallTalk(text: string, situation: Situation): string | undefined {
  const plain = corrected(plainWords(text));
  const answer = SMALL_TALK.find(([pattern]) => pattern.test(plain))?.[1];
  return typeof answer === 'function' ? answer(situation) : answer;
}

/** The question without the courtesies before it. */
export function withoutOpening(text: string): string {
  return text.replace(OPENING, '') || text;
}

/** "I can help with opening hours, returns and delivery."; empty where there is nothing to offer. */
export function offerOf({ topics }: Briefing): string {
  if (topics.length === 0) return '';
  const list = topics.length === 1 ? topics[0] : `${topics.slice(0, -1).join(', ')} and ${topics.at(-1)}`;
  return `I can help with ${list}.`;
}

export function lastAnswer({ history }: Pick<Situation, 'history'>): string | undefined {
  return history.findLast(({ role }) => role === 'model')?.text.trim() || undefined;
}

function greeting({ briefing }: Situation): string {
  const introduction = briefing.introduction ? ` ${sentencesOf(briefing.introduction)[0]}` : '';
  return `Hello!${introduction} How can I help you?`;
}

/** Short courtesies are what the recogniser mishears most: "goodbyte". */
function corrected(plain: string): string {
  const words = plain.split(' ').map((word) => COURTESIES.find((each) => isNearly(word, each)) ?? word);
  const isShort = words.length <= 4;
  if (isShort && words.some((word) => word === 'goodbye')) return 'goodbye';
  if (isShort && words.includes('thanks')) return 'thanks';
  return words.join(' ');
}

const COURTESIES = ['goodbye', 'thanks', 'hello', 'repeat'];

function isNearly(word: string, courtesy: string): boolean {
  return word.length >= 5 && (soundsLike(word, courtesy) || editDistance(word, courtesy) <= 1);
}

function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function whole(alternatives: string): RegExp {
  return new RegExp(
    `^(?:oh |um |uh |well |so |hi |hello |hey |and |okay |ok )?(?:${alternatives})${POLITE}$`,
  );
}
