import { describe, expect, it } from '@jest/globals';
import { argumentFrom } from './argument-filling.js';
import { argumentsOf } from './argument-kind.js';

const NOW = new Date(2026, 10, 22, 12);

function value(name: string, schema: object, text: string, asked = false): unknown {
  const [argument] = argumentsOf({ type: 'object', properties: { [name]: schema }, required: [name] });
  return argumentFrom(text, argument!, asked, NOW);
}

describe('argumentFrom', () => {
  it.each([
    ['email', { type: 'string' }, 'It is maria at example dot com.', 'maria@example.com'],
    ['contact', { type: 'string', format: 'email' }, 'Use Jo.Doe@example.com please', 'jo.doe@example.com'],
    ['phone_number', { type: 'string' }, 'five five five, zero one zero, zero one four two', '5550100142'],
    [
      'when',
      { type: 'string', format: 'date-time' },
      'the third of December at 3 p.m.',
      '2026-12-03T15:00:00',
    ],
    ['date', { type: 'string' }, 'tomorrow', '2026-11-23'],
    ['time', { type: 'string' }, 'tomorrow at seven', '19:00'],
    ['guests', { type: 'integer' }, 'a table for twenty five tomorrow at 7 pm', 25],
    ['orderId', { type: 'string' }, 'My order is L.C. 1042.', 'LC-1042'],
    ['orderId', { type: 'string' }, 'one zero four two', '1042'],
    ['customerName', { type: 'string' }, 'My name is Ada Lovelace and I have a question', 'Ada Lovelace'],
    ['city', { type: 'string' }, 'What is the weather in New York?', 'New York'],
    ['size', { type: 'string', enum: ['small', 'large'] }, 'A large one, please', 'large'],
    ['message', { type: 'string' }, 'Please call me back.', 'Please call me back.'],
  ])('%s from "%3$s"', (name, schema, text, expected) => {
    expect(
      value(
        name as string,
        schema as object,
        text as string,
        /customer|order/.test(name as string) ? false : true,
      ),
    ).toBe(expected);
  });

  it.each([
    ['email', { type: 'string' }, 'I want to book a table'],
    ['guests', { type: 'integer' }, 'tomorrow at 7 pm'],
    ['customerName', { type: 'string' }, 'I am looking for a book'],
    ['colour', { type: 'string' }, 'I want to book a table'],
    ['confirmed', { type: 'boolean' }, 'Yes, hello'],
  ])('finds no %s where none was said', (name, schema, text) => {
    expect(value(name as string, schema as object, text as string)).toBeUndefined();
  });
});
