import { AppError } from '../../../platform/http/index.js';
import { parseTemplate, templateVariables } from '../domain/prompt-template.js';

type Variables = Readonly<Record<string, string>>;

/** The words that an agent gets at the start of a call. */
export interface AgentWords {
  systemPrompt: string;
  firstMessage: string;
}

/**
 * Fills the places of a template.
 * @throws AppError `variable_missing`, naming every variable that has no value: a place is never read aloud.
 */
export function renderPrompt(template: string, variables: Variables): string {
  requireAll(templateVariables(template), variables);
  return fill(template, variables);
}

/** Fills prompt and first message of an agent; one error names what is missing in either. */
export function renderAgentWords(agent: AgentWords, variables: Variables): AgentWords {
  requireAll(templateVariables(agent.systemPrompt, agent.firstMessage), variables);
  return {
    systemPrompt: fill(agent.systemPrompt, variables),
    firstMessage: fill(agent.firstMessage, variables),
  };
}

function requireAll(names: readonly string[], variables: Variables): void {
  const missing = names.filter((name) => !Object.hasOwn(variables, name));
  if (missing.length === 0) return;
  const details = missing.map((name) => ({ path: `variables.${name}`, message: 'is used by the agent' }));
  throw new AppError('variable_missing', { details });
}

/** Agents with faulty places cannot be saved; should one appear all the same, its braces are left out, not read aloud. */
const fill = (template: string, variables: Variables): string =>
  parseTemplate(template)
    .map((part) => (part.kind === 'text' ? part.text : part.kind === 'place' ? variables[part.name] : ''))
    .join('');
