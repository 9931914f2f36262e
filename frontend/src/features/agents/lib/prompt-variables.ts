import { PROMPT_VARIABLE_NAME } from '@orbisvoice/contracts/words';

const PLACE = /(\\?)\{\{([^{}]*)\}\}/g;

export interface PromptPlaces {
  /** Names in order of first use. */
  names: string[];
  /** Places that look like variables and are not; the server refuses them. */
  faults: string[];
}

export interface PlacePart {
  kind: 'text' | 'name' | 'fault';
  source: string;
}

/** A text cut into its `{{name}}` places and what stands between them; joined it is the text again. */
export function placeParts(text: string): PlacePart[] {
  const parts: PlacePart[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    const [source, escape, inner = ''] = match;
    if (escape) continue;
    if (match.index > end) parts.push({ kind: 'text', source: text.slice(end, match.index) });
    parts.push({ kind: PROMPT_VARIABLE_NAME.test(inner.trim()) ? 'name' : 'fault', source });
    end = match.index + source.length;
  }
  if (end < text.length) parts.push({ kind: 'text', source: text.slice(end) });
  return parts;
}

/** The `{{name}}` places of texts while they are being typed; the server's own reading decides when they are saved. */
export function promptPlaces(...texts: string[]): PromptPlaces {
  const names = new Set<string>();
  const faults = new Set<string>();
  for (const { kind, source } of texts.flatMap(placeParts)) {
    if (kind === 'name') names.add(source.slice(2, -2).trim());
    if (kind === 'fault') faults.add(source);
  }
  return { names: [...names], faults: [...faults] };
}
