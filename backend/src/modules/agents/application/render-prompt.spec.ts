import { describe, expect, it } from '@jest/globals';
import { PROMPT_VARIABLE_NAME, PromptVariables } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { renderAgentWords, renderPrompt } from './render-prompt.js';

const name = fc.stringMatching(PROMPT_VARIABLE_NAME);

describe('renderPrompt', () => {
  it('fills places and keeps everything else', () => {
    expect(renderPrompt('Hi {{ name }}, \\{{ok}} {x} {{name}}', { name: 'Ana' })).toBe(
      'Hi Ana, {{ok}} {x} Ana',
    );
  });

  it('names every missing variable', () => {
    expect(() => renderPrompt('{{a}} {{b}} {{c}}', { b: '1' })).toThrow(
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
    expect(() => renderPrompt('{{constructor}}', {})).toThrow(
      expect.objectContaining({ code: 'variable_missing' }),
    );
    expect(renderPrompt('{{constructor}}', { constructor: 'Bob' })).toBe('Bob');
  });

  it('puts any value in unread, so that a value cannot open a place of its own', () => {
    fc.assert(
      fc.property(name, fc.string({ unit: fc.constantFrom('{', '}', 'a', '\\', '$', '&') }), (id, value) => {
        expect(renderPrompt(`<{{${id}}}>`, { [id]: value })).toBe(`<${value}>`);
      }),
    );
  });

  it('accepts exactly the names that a call may send', () => {
    fc.assert(
      fc.property(name, (id) => {
        fc.pre(id !== '__proto__');
        expect(PromptVariables.safeParse({ [id]: 'x' }).success).toBe(true);
        expect(renderPrompt(`{{${id}}}`, { [id]: 'x' })).toBe('x');
      }),
    );
  });
});

describe('renderAgentWords', () => {
  const agent = { systemPrompt: 'Serve {{company}}.', firstMessage: 'Hello {{name}}' };

  it('fills prompt and first message', () => {
    expect(renderAgentWords(agent, { company: 'Acme', name: 'Ana' })).toEqual({
      systemPrompt: 'Serve Acme.',
      firstMessage: 'Hello Ana',
    });
  });

  it('names what is missing in either, at once', () => {
    expect(() => renderAgentWords(agent, {})).toThrow(
      expect.objectContaining({
        details: [
          expect.objectContaining({ path: 'variables.company' }),
          expect.objectContaining({ path: 'variables.name' }),
        ],
      }),
    );
  });
});
