import { conceptsOf, isTopic } from './concepts.js';
import { TextIndex } from './text-index.js';
import { sentencesOf } from '../voice/sentences.js';

/** Something that the agent may tell. */
export interface Fact {
  /** Place in the prompt. */
  order: number;
  /** Heading, label or question under which it stands. */
  about: string;
  /** Ready to be said. */
  text: string;
}

/** What an agent knows: its system prompt, read as a person would read a note from the boss. */
export interface Briefing {
  /** "I am Luma, the assistant of Lumen Coffee."; absent where the prompt names no one. */
  introduction: string | undefined;
  facts: TextIndex<Fact>;
  /** What it can be asked about, a few words each. */
  topics: string[];
}

const BULLET = /^\s*(?:[-*•]|\d+[.)])\s+/;
const PLACEHOLDER = /\{\{[^}]*\}\}/;
const QUESTION_LINE = /^(?:q|question)\s*[:.]\s*(.+)$/i;
const ANSWER_LINE = /^(?:a|answer)\s*[:.]\s*(.+)$/i;
const LABEL_LINE = /^([A-Z][\w'’ &/-]{1,40}):\s+(\S.*)$/;
const HEADING_LINE = /^(?:#{1,6}\s*(.+?)\s*#*|([A-Z][\w'’ &/-]{1,40}):|\*\*(.+?):?\*\*:?)$/;
const WHEN_ASKED =
  /^(?:if|when(?:ever)?) (?:the |a |an )?(?:\w+ )?(?:asks?|asked|wants? to know|inquires?)(?: you)? (?:about |for |if |whether |how |what |where |when )?(.+?),? (?:then )?(?:say|tell (?:them|him|her|the \w+)|answer|reply|respond|explain)(?: with| that)?[:,]? ["“]?(.+?)["”]?$/i;

/** Sentences that tell the agent how to behave. They are never spoken. */
const INSTRUCTION = new RegExp(
  `^(?:${[
    `you(?:['’]re|r (?:job|task|role|goal|purpose|tone|style|name|answers?|responses?)\\b)`,
    'you (?:are|must|should|work|help|speak|answer|always|never|do|have access|know)\\b',
    // "You can return …" is said to the customer, "You can look up …" to the agent.
    'you (?:can|may|will|need to|have to) (?:help|answer|use|look|ask|say|offer|speak|provide|assist|call|tell|suggest|check|access|end|act|be|book|take|transfer|only)\\b',
    "always|never|do not|don[’']t|be (?:a |an |\\w+[,. ]|as )|keep |answer |speak |use |ask |respond|reply|greet|act |stay |avoid ",
    'try to |make sure|remember|help |offer to|politely |if |in case |say |tell |explain |refer |confirm |collect |introduce ',
    'when(?:ever)? (?:the|a|an|some|you|they)\\b|mention |limit |start by|end (?:each|every|the)|pretend |ensure |follow |under no ',
    'before you|after you|once you|let the |talk |thank the |transfer |here (?:is|are) |the following|below |call the ',
    'only (?:answer|talk|speak|discuss|use|say|help)|note[: ]|important[: ]',
  ].join('|')})`,
  'i',
);
const ABOUT_THE_CALLER =
  /\bthe (?:user|caller|visitor)\b|^(?:customers|callers|people|visitors) (?:call|ask|come|will|want|contact)\b/i;

const known = new Map<string, Briefing>();
const KNOWN_LIMIT = 200;

/** Reads a system prompt; the last ones are remembered, as every turn of a call brings the same. */
export function briefingOf(systemInstruction: string): Briefing {
  const before = known.get(systemInstruction);
  if (before) return before;
  const briefing = read(systemInstruction);
  if (known.size >= KNOWN_LIMIT) known.delete(known.keys().next().value!);
  known.set(systemInstruction, briefing);
  return briefing;
}

function read(prompt: string): Briefing {
  const facts: Fact[] = [];
  let heading = '';
  let question: string | undefined;
  const labels: string[] = [];
  const tell = (about: string, text: string) => {
    const spoken = asSpoken(text);
    if (spoken && !PLACEHOLDER.test(spoken)) facts.push({ order: facts.length, about, text: spoken });
  };
  for (const raw of prompt.split(/\r?\n|(?<=[.?!])\s+(?=(?:Q|A|Question|Answer):)/)) {
    const line = raw.replace(BULLET, '').trim();
    if (!line) continue;
    const title = HEADING_LINE.exec(line);
    const asked = QUESTION_LINE.exec(line)?.[1] ?? (line.endsWith('?') ? line : undefined);
    if (title) {
      heading = (title[1] ?? title[2] ?? title[3] ?? '').replace(/:$/, '');
      question = undefined;
    } else if (asked) {
      question = asked;
    } else if (question) {
      tell(question, ANSWER_LINE.exec(line)?.[1] ?? line);
      question = undefined;
    } else {
      const label = LABEL_LINE.exec(line.replaceAll('**', ''));
      if (label && !INSTRUCTION.test(`${label[1]} `)) labels.push(label[1]!);
      readLine(label?.[1] ?? heading, label?.[2] ?? line, label?.[1], tell);
    }
  }
  return {
    introduction: introductionOf(prompt),
    facts: new TextIndex(
      facts,
      ({ text }) => text,
      ({ about }) => about,
    ),
    topics: topicsOf(facts, labels),
  };
}

function readLine(
  about: string,
  line: string,
  label: string | undefined,
  tell: (about: string, text: string) => void,
): void {
  for (const [at, sentence] of sentencesOf(line).entries()) {
    const told = WHEN_ASKED.exec(sentence.replace(/[.!]$/, ''));
    if (told) tell(told[1]!, told[2]!);
    else if (!INSTRUCTION.test(sentence) && !ABOUT_THE_CALLER.test(sentence)) {
      tell(about, at === 0 && label ? withLabel(label, sentence) : sentence);
    }
  }
}

/** A capital that only began the line; other words may be names. */
const COMMON_START = /^(?:Full|Free|Up|Within|Between|From|No|All|Every|Only|About|At|In|On|By)\b/;

/** "Address: 12 Mill Lane" is said as "Our address is 12 Mill Lane"; a value that is a sentence needs no label. */
function withLabel(label: string, value: string): string {
  const isSentence =
    /\b(?:is|are|was|were|can|may|will|we|you|our|takes?|costs?|ships?|opens?|closes?|arrives?|have|has|do|does)\b/i;
  if (isSentence.test(value)) return value;
  const name = label.toLowerCase().replace(/^our /, '');
  const verb = /(?:[^s]s|hours)$/.test(name) && !/address$/.test(name) ? 'are' : 'is';
  return `Our ${name} ${verb} ${value.replace(COMMON_START, (word) => word.toLowerCase())}`;
}

function asSpoken(text: string): string {
  const spoken = text
    .replace(/[*_`]+/g, '')
    .replace(
      /^(?:the )?(?:customers?|visitors?|callers?|users?|guests?|clients?|shoppers?|people) (can|may|must|should|have to|need to)\b/i,
      'You $1',
    )
    .trim();
  if (!/[\p{L}\p{N}]/u.test(spoken)) return '';
  const capital = spoken[0]!.toUpperCase() + spoken.slice(1);
  return /[.!?]["”]?$/.test(capital) ? capital : `${capital.replace(/[,;:]$/, '')}.`;
}

/** "You are Luma, …" becomes "I am Luma, …". */
function introductionOf(prompt: string): string | undefined {
  const sentences = sentencesOf(prompt).filter((sentence) => !PLACEHOLDER.test(sentence));
  const who = sentences
    .map(
      (sentence) =>
        /^[Yy]ou(?:['’]re (?=an? |the |[A-Z])| (?=are (?:an? |the |[A-Z])|work (?:for|at) ))(.+)$/.exec(
          sentence,
        )?.[1],
    )
    .find(Boolean)
    ?.replace(/^are /, '')
    .replace(/^(?!work )/, 'am ');
  const name = /\byour name is ([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)/i.exec(prompt)?.[1];
  const parts = [name && `My name is ${name}.`, who && asSpoken(`I ${who.replace(/\byour?\b/gi, 'our')}`)];
  return parts.filter(Boolean).join(' ') || undefined;
}

function topicsOf(facts: Fact[], labels: string[]): string[] {
  const topicsIn = (texts: string[]) => [
    ...new Set(texts.flatMap((text) => [...conceptsOf(text)]).filter(isTopic)),
  ];
  // Headings are the author's own summary; without them the sentences must tell.
  const headed = topicsIn(facts.map(({ about }) => about));
  const topics = headed.length > 1 ? headed : topicsIn(facts.map(({ about, text }) => `${about} ${text}`));
  return (topics.length > 0 ? topics : [...new Set(labels.map((label) => label.toLowerCase()))]).slice(0, 5);
}
