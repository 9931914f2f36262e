import type { MindInput } from '../../ports.js';
import { briefingOf, type Briefing, type Fact } from './briefing.js';
import { ENGLISH_ONLY, isEnglishCode, isForeign } from './foreign-language.js';
import { lastAnswer, offerOf, smallTalk, withoutOpening } from './small-talk.js';
import type { Match } from './text-index.js';
import { bestTool, continueTool, startTool, type ToolStep } from './tool-intent.js';
import { toolResultText } from './tool-result.js';
import { verbatimOf } from './verbatim.js';
import { termsOf } from './words.js';

export type Thought =
  { type: 'say'; text: string } | { type: 'call'; calls: { name: string; args: Record<string, unknown> }[] };

/** A fact must speak of this much of the question; below it, not knowing is the honest answer. */
const ENOUGH_COVERAGE = 0.45;
const ENOUGH_FOR_TOOL = 0.5;
/** Sentences that answer nearly as well belong to the answer ("On Saturday …" after "Monday to Friday …"). */
const ALSO_ANSWERS = { sameHeading: 0.8, other: 0.92 };
const LONGEST_ANSWER = 3;

/** Decides what to answer: rules and retrieval over the agent's own prompt. Pure; the same input thinks the same. */
export function think(input: MindInput, now: Date): Thought {
  if (input.kind === 'tool-answered') return say(toolResultText(input.calls));
  const verbatim = verbatimOf(input.text);
  if (verbatim !== undefined) return say(verbatim);
  if (!input.text.trim()) return say('Sorry, I did not catch that. Could you say it again, please?');
  if (isForeign(input.text)) return say(ENGLISH_ONLY);
  const thought = answer(input, input.text, now);
  const isFirstAnswer = !input.history.some(({ text }) => text.includes(ENGLISH_ONLY));
  if (thought.type === 'say' && !isEnglishCode(input.languageCode) && isFirstAnswer) {
    return say(`${ENGLISH_ONLY} ${thought.text}`);
  }
  return thought;
}

function answer({ systemInstruction, tools, history }: MindInput, said: string, now: Date): Thought {
  const briefing = briefingOf(systemInstruction);
  const question = withoutOpening(said);
  const facts = answersTo(question, briefing);
  const continued = continueTool(said, tools, history, now);
  if (continued === 'dropped') return say('All right, I will leave it. Is there anything else?');
  // A caller may ask something else instead of answering.
  const asksBack = said.trim().endsWith('?') && (facts[0]?.coverage ?? 0) >= 0.7;
  if (continued && !asksBack) return act(continued);
  const talk = smallTalk(said, { briefing, history }) ?? smallTalk(question, { briefing, history });
  if (talk !== undefined) return say(talk);
  const tool = bestTool(question, tools);
  if (tool && tool.score >= ENOUGH_FOR_TOOL && tool.score >= (facts[0]?.score ?? 0)) {
    return act(startTool(tool.tool, said, now));
  }
  if (facts.length > 0) return say(composed(facts));
  const followUp = followUpAnswers(question, briefing, history);
  if (followUp.length > 0) return say(composed(followUp));
  return say(notKnowing(briefing, lastAnswer({ history })));
}

function answersTo(question: string, briefing: Briefing): Match<Fact>[] {
  const found = briefing.facts.search(question);
  const best = found[0];
  if (!best) return [];
  return found.filter(({ item, coverage, score }) => {
    const share = item.about === best.item.about ? ALSO_ANSWERS.sameHeading : ALSO_ANSWERS.other;
    return coverage >= Math.max(ENOUGH_COVERAGE, best.coverage * share) && score >= best.score * share;
  });
}

/** "And on Sunday?" is understood with the question before it. */
function followUpAnswers(question: string, briefing: Briefing, history: MindInput['history']): Match<Fact>[] {
  const before = history.findLast(({ role }) => role === 'user')?.text;
  if (!before || termsOf(question).length > 2 || termsOf(question).length === 0) return [];
  const asked = new Set(briefing.facts.search(question).map(({ item }) => item));
  return answersTo(`${before} ${question}`, briefing).filter(({ item }) => asked.has(item));
}

/** The best sentences in the order in which the prompt tells them. */
function composed(facts: Match<Fact>[]): string {
  return facts
    .slice(0, LONGEST_ANSWER)
    .map(({ item }) => item)
    .sort((a, b) => a.order - b.order)
    .map(({ text }) => text)
    .join(' ');
}

function notKnowing(briefing: Briefing, before: string | undefined): string {
  const offer = offerOf(briefing);
  const first = `I am sorry, I do not know that.${offer ? ` ${offer}` : ''}`;
  return before === first ? 'I am sorry, I do not know that either. Could you ask it in other words?' : first;
}

function act(step: ToolStep): Thought {
  return step.type === 'ask'
    ? say(step.question)
    : { type: 'call', calls: [{ name: step.name, args: step.args }] };
}

function say(text: string): Thought {
  return { type: 'say', text };
}
