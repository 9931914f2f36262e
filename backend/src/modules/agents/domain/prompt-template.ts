import { PROMPT_VARIABLE_NAME } from '@orbisvoice/contracts';

/**
 * The little language of prompts and first messages:
 *
 *   {{name}}  {{ name }}   a place, filled with the call's variable of that name
 *   \{{                    two literal braces
 *
 * Any other `{{` is a fault, so that a mistyped place (`{{first name}}`) is refused when the agent is saved instead of
 * being read aloud to a visitor. Values are never parsed again: braces in a value stay braces.
 */
export type TemplatePart =
  | { kind: 'text'; text: string }
  | { kind: 'place'; name: string }
  /** A `{{` that opens no valid place; `source` is what stands there. */
  | { kind: 'fault'; source: string };

const ESCAPED_OPENING = '\\{{';
const TOKEN = /\\\{\{|\{\{([^{}]*)\}\}|\{\{/g;

export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of template.matchAll(TOKEN)) {
    pushText(parts, template.slice(end, match.index));
    end = match.index + match[0].length;
    const name = match[1]?.trim();
    if (match[0] === ESCAPED_OPENING) pushText(parts, '{{');
    else if (name !== undefined && PROMPT_VARIABLE_NAME.test(name)) parts.push({ kind: 'place', name });
    else parts.push({ kind: 'fault', source: match[0] });
  }
  pushText(parts, template.slice(end));
  return parts;
}

/** Names of the places in order of first use. */
export function templateVariables(...templates: string[]): string[] {
  const names = templates
    .flatMap(parseTemplate)
    .flatMap((part) => (part.kind === 'place' ? [part.name] : []));
  return [...new Set(names)];
}

function pushText(parts: TemplatePart[], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === 'text') last.text += text;
  else if (text) parts.push({ kind: 'text', text });
}
