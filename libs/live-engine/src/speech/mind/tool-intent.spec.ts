import { describe, expect, it } from '@jest/globals';
import type { FunctionDeclaration, Turn } from '../../ports.js';
import { DEMO_PROMPT } from '../testing/demo-prompt.js';
import { think } from './think.js';

/** A Sunday. */
const NOW = new Date(2026, 10, 22, 12);

const string = { type: 'STRING' };
const TOOLS: FunctionDeclaration[] = [
  {
    name: 'get_order_status',
    description: 'Look up the status of an order by its order number.',
    parameters: { type: 'OBJECT', properties: { orderNumber: string }, required: ['orderNumber'] },
  },
  {
    name: 'book_table',
    description: 'Reserve a table in the reading cafe.',
    parameters: {
      type: 'object',
      properties: { date: string, time: string, people: { type: 'integer' }, name: string, email: string },
      required: ['date', 'time', 'people', 'name'],
    },
  },
  { name: 'transfer_to_human', description: 'Connect the caller with a member of staff.', parameters: {} },
  {
    name: 'choose_cover',
    description: 'Choose the cover of a book',
    parameters: {
      type: 'object',
      properties: { cover: { type: 'string', enum: ['hard_cover', 'soft_cover'] } },
      required: ['cover'],
    },
  },
];

function conversation(...said: string[]): string[] {
  const history: Turn[] = [];
  return said.map((text) => {
    const input = {
      systemInstruction: DEMO_PROMPT,
      voiceName: 'Kore',
      languageCode: 'en',
      tools: TOOLS,
      history: [...history],
    };
    const thought = think({ ...input, kind: 'user-said', text }, NOW);
    const answer = thought.type === 'say' ? thought.text : JSON.stringify(thought.calls[0]);
    history.push({ role: 'user', text }, { role: 'model', text: thought.type === 'say' ? answer : '' });
    return answer;
  });
}

const call = (name: string, args: object) => JSON.stringify({ name, args });

describe('declared functions', () => {
  it('are called with arguments from the text', () => {
    expect(conversation('Can you check the status of order LC 1042?')).toEqual([
      call('get_order_status', { orderNumber: 'LC-1042' }),
    ]);
    expect(conversation('Book a table for four tomorrow at 7 p.m. under the name Maria, please.')).toEqual([
      call('book_table', { date: '2026-11-23', time: '19:00', people: 4, name: 'Maria' }),
    ]);
    expect(conversation('I want to talk to a person.')).toEqual([call('transfer_to_human', {})]);
    expect(conversation('I want the soft cover.')).toEqual([call('choose_cover', { cover: 'soft_cover' })]);
  });

  it('ask for what is missing, one question a turn', () => {
    expect(
      conversation(
        'I would like to book a table.',
        'Next Friday, please.',
        'At seven.',
        'Four people.',
        'Maria Lopez.',
      ),
    ).toEqual([
      'For which day?',
      'At what time?',
      'For how many people?',
      'What is your name?',
      call('book_table', { date: '2026-11-27', time: '19:00', people: 4, name: 'Maria Lopez' }),
    ]);
  });

  it('ask again where the answer was not understood', () => {
    expect(conversation('Where is my order?', 'I do not know.', 'One zero four two.')).toEqual([
      'What is the order number?',
      'Sorry, I did not get that. What is the order number?',
      call('get_order_status', { orderNumber: '1042' }),
    ]);
  });

  it('are left alone when the caller changes their mind', () => {
    expect(conversation('Where is my order?', 'Never mind.')[1]).toContain('leave it');
    expect(conversation('Where is my order?', 'Are you open on Sunday?')[1]).toBe('On Sunday we are closed.');
  });

  it('do not stand in the way of questions', () => {
    expect(conversation('What are your opening hours?')[0]).toContain('Monday to Friday');
    expect(conversation('Can I return a book?')[0]).toContain('thirty days');
    expect(conversation('Thank you.')[0]).toContain('welcome');
  });
});
