import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const types = read('widget/src/public-types.ts');
const guide = read('docs/guides/widget-options.md');

/** Names of the members of an interface of the public types. */
function membersOf(name: string): string[] {
  const body = new RegExp(`interface ${name} \\{\\n([^]*?)\\n\\}`).exec(types)?.[1] ?? '';
  return Array.from(body.matchAll(/^ {2}(?:readonly )?(\w+)[?(:<]/gm), (match) => match[1] ?? '');
}

describe('the guide to the widget', () => {
  it.each(['OrbisVoiceOptions', 'OrbisVoiceApi', 'OrbisEvents'])('explains every member of %s', (name) => {
    const members = membersOf(name);
    expect(members.length).toBeGreaterThan(9);
    expect(members.filter((member) => !new RegExp('`' + member + '\\b').test(guide))).toEqual([]);
  });
});
