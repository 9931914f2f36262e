import { PROMPT_VARIABLE_NAME } from '@orbisvoice/contracts';

const PLACE = /(\\?)\{\{([^{}]*)\}\}/g;

export interface PromptPlaces {
  /** Names in order of first use. */
  names: string[];
  /** Places that look like variables and are not; the server refuses them. */
  faults: string[];
}

/** The `{{name}}` places of texts while they are being typed; the server's own reading decides when they are saved. */
export function promptPlaces(...texts: string[]): PromptPlaces {
  const names = new Set<string>();
  const faults = new Set<string>();
  for (const text of texts) {
    for (const [place, escape, inner = ''] of text.matchAll(PLACE)) {
      if (escape) continue;
      const name = inner.trim();
      if (PROMPT_VARIABLE_NAME.test(name)) names.add(name);
      else faults.add(place);
    }
  }
  return { names: [...names], faults: [...faults] };
}
