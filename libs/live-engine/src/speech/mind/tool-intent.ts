import type { FunctionDeclaration, Turn } from '../../ports.js';
import { argumentFrom } from './argument-filling.js';
import { argumentsOf, label, type Argument } from './argument-kind.js';
import { conceptOf, conceptsOf } from './concepts.js';
import { soundsLike, termsOf } from './words.js';

export type ToolStep =
  { type: 'ask'; question: string } | { type: 'call'; name: string; args: Record<string, unknown> };

/** Verbs of a function's name that callers do not say. */
const TECHNICAL = new Set([
  'get',
  'fetch',
  'lookup',
  'look',
  'find',
  'check',
  'creat',
  'mak',
  'do',
  'run',
  'set',
  'updat',
  'list',
  'search',
  'retriev',
  'request',
  'submit',
  'start',
  'post',
  'call',
]);
const WANTS_ACTION =
  /\b(?:i(?:'d| would) like|i want|i need|can you|could you|would you|please|for me|let's|let me|my)\b|^(?:book|check|send|order|schedule|look|find|cancel|track|make|create|transfer|call|reserve|tell me|add|change|remove|subscribe)\b/i;
const ACTION_BONUS = 0.15;
const NEVER_MIND = /\b(?:never ?mind|forget (?:it|about it)|cancel that|stop|no thanks|leave it)\b/i;

/** The declaration that fits best what was said, with a score from 0 to 1.15. */
export function bestTool(text: string, tools: readonly FunctionDeclaration[]) {
  const scored = tools.map((tool) => ({ tool, score: scoreOf(text, tool) }));
  return scored.sort((a, b) => b.score - a.score)[0];
}

function scoreOf(text: string, tool: FunctionDeclaration): number {
  const said = termsOf(text.replace(/[\w.+-]+@[\w.-]+|\b[\w-]*\d[\w-]*\b/g, ' '));
  const name = termsOf(label(tool.name)).filter((term) => !TECHNICAL.has(term));
  const described = [...name, ...termsOf(purposeOf(tool)).filter((term) => !TECHNICAL.has(term))];
  if (said.length === 0 || described.length === 0) return 0;
  const saidConcepts = conceptsOf(text);
  const nameShare =
    name.filter((term) => isIn(term, said) || saidConcepts.has(conceptOf(term)!)).length / (name.length || 1);
  const saidShare = said.filter((term) => isIn(term, described)).length / said.length;
  if (nameShare === 0 && saidShare < 0.5) return 0;
  return 0.5 * nameShare + 0.5 * saidShare + (WANTS_ACTION.test(text) ? ACTION_BONUS : 0);
}

/** The first line of a description says what a function is for; the others, how it is used. */
const purposeOf = ({ description }: FunctionDeclaration): string => description.split('\n', 1)[0] ?? '';

function isIn(term: string, terms: readonly string[]): boolean {
  const concept = conceptOf(term);
  return terms.some(
    (each) =>
      each === term || (concept !== undefined && concept === conceptOf(each)) || soundsLike(each, term),
  );
}

/** What to do for a tool that was just asked for. */
export function startTool(tool: FunctionDeclaration, text: string, now: Date): ToolStep {
  return nextStep(tool, [{ text, asked: undefined }], now);
}

/**
 * Goes on with a tool whose missing argument the agent asked for in its last turn. Nothing is kept between turns: the
 * question that stands in the history says what is open, so a resumed session knows it too.
 */
export function continueTool(
  text: string,
  tools: readonly FunctionDeclaration[],
  history: readonly Turn[],
  now: Date,
): ToolStep | 'dropped' | undefined {
  const open = openQuestion(history, tools);
  if (!open) return undefined;
  if (NEVER_MIND.test(text)) return 'dropped';
  const said: Said[] = [{ text, asked: open.argument.name }];
  for (let at = history.length - 1; at > 0; at--) {
    const question = openQuestion(history.slice(0, at), [open.tool]);
    const turn = history[at]!;
    if (turn.role !== 'user') continue;
    said.unshift({ text: turn.text, asked: question?.argument.name });
    if (!question) break;
  }
  if (history[0]?.role === 'user' && said[0]!.asked)
    said.unshift({ text: history[0].text, asked: undefined });
  const step = nextStep(open.tool, said, now);
  const askedAgain = step.type === 'ask' && step.question.endsWith(open.argument.question);
  return askedAgain
    ? { type: 'ask', question: `Sorry, I did not get that. ${open.argument.question}` }
    : step;
}

interface Said {
  text: string;
  asked: string | undefined;
}

function openQuestion(history: readonly Turn[], tools: readonly FunctionDeclaration[]) {
  const last = history.at(-1);
  if (last?.role !== 'model') return undefined;
  for (const tool of tools) {
    const argument = argumentsOf(tool.parameters).find(({ question }) => last.text.trim().endsWith(question));
    if (argument) return { tool, argument };
  }
  return undefined;
}

function nextStep(tool: FunctionDeclaration, said: readonly Said[], now: Date): ToolStep {
  const args: Record<string, unknown> = {};
  const known = argumentsOf(tool.parameters);
  for (const argument of known) {
    for (const { text, asked } of said) {
      const value = valueFrom(text, asked, argument, now);
      if (value !== undefined) args[argument.name] = value;
    }
  }
  const missing = known.find(({ name, required }) => required && args[name] === undefined);
  return missing ? { type: 'ask', question: missing.question } : { type: 'call', name: tool.name, args };
}

/** An answer to one question fills another argument only where its form leaves no doubt. */
function valueFrom(text: string, asked: string | undefined, argument: Argument, now: Date): unknown {
  if (asked === undefined || asked === argument.name)
    return argumentFrom(text, argument, asked === argument.name, now);
  const isUnmistakable = ['email', 'date', 'time', 'moment', 'choice'].includes(argument.kind);
  return isUnmistakable ? argumentFrom(text, argument, false, now) : undefined;
}
