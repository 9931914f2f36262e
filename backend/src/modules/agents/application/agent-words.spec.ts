import { describe, expect, it } from '@jest/globals';
import { PROMPT_VARIABLE_NAME, PromptVariables } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { renderAgentWords } from './agent-words.js';

const name = fc.stringMatching(PROMPT_VARIABLE_NAME);
const render = (template: string, variables: Record<string, string>) =>
  renderAgentWords({ systemPrompt: template, firstMessage: '' }, variables).systemPrompt;

describe('renderAgentWords', () => {
  it('fills prompt and first message and keeps everything else', () => {
    const agent = {
      systemPrompt: 'Serve {{company}}: \\{{ok}} {x}.',
      firstMessage: 'Hello {{ name }}, {{name}}',
    };
    expect(renderAgentWords(agent, { company: 'Acme', name: 'Ana', unused: '' })).toEqual({
      systemPrompt: 'Serve Acme: {{ok}} {x}.',
      firstMessage: 'Hello Ana, Ana',
    });
  });

  it('names every variable that is missing in either, at once', () => {
    const agent = { systemPrompt: '{{a}} {{b}}', firstMessage: '{{c}} {{a}}' };
    expect(() => renderAgentWords(agent, { b: '1' })).toThrow(
      expect.objectContaining({
        code: 'variable_missing',
        details: [
          { path: 'variables.a', message: expect.any(String) },
          { path: 'variables.c', message: expect.any(String) },
        ],
      }),
    );
  });

  it('does not take inherited properties for variables', () => {
    const missing = expect.objectContaining({ code: 'variable_missing' });
    expect(() => render('{{constructor}}', {})).toThrow(missing);
    expect(render('{{constructor}}', { constructor: 'Bob' })).toBe('Bob');
  });

  it('puts any value in unread, so that a value cannot open a place of its own', () => {
    const value = fc.string({ unit: fc.constantFrom('{', '}', 'a', '\\', '$', '&') });
    fc.assert(
      fc.property(name, value, (id, text) => {
        expect(render(`<{{${id}}}>`, { [id]: text })).toBe(`<${text}>`);
      }),
    );
  });

  it('accepts exactly the names that a call may send', () => {
    fc.assert(
      fc.property(name, (id) => {
        expect(PromptVariables.safeParse({ [id]: 'x' }).success).toBe(true);
        expect(render(`{{${id}}}`, { [id]: 'x' })).toBe('x');
      }),
    );
  });
});
