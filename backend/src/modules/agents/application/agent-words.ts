import { AppError } from '../../../platform/http/index.js';
import { parseTemplate, templateVariables } from '../domain/prompt-template.js';

/** The words that an agent gets at the start of a call. */
export interface AgentWords {
  systemPrompt: string;
  firstMessage: string;
}

type Variables = Readonly<Record<string, string>>;

/**
 * Fills the places of an agent's prompt and first message.
 * @throws AppError `variable_missing`, naming every variable without a value: a place is never read aloud.
 */
export function renderAgentWords(
  { systemPrompt, firstMessage }: AgentWords,
  variables: Variables,
): AgentWords {
  const missing = templateVariables(systemPrompt, firstMessage).filter(
    (name) => !Object.hasOwn(variables, name),
  );
  if (missing.length > 0) {
    const details = missing.map((name) => ({ path: `variables.${name}`, message: 'is used by the agent' }));
    throw new AppError('variable_missing', { details });
  }
  return { systemPrompt: fill(systemPrompt, variables), firstMessage: fill(firstMessage, variables) };
}

/** Agents with faulty places cannot be saved; should one appear all the same, its braces are left out, not read aloud. */
const fill = (template: string, variables: Variables): string =>
  parseTemplate(template)
    .map((part) => (part.kind === 'text' ? part.text : part.kind === 'place' ? variables[part.name] : ''))
    .join('');
