import { expect, it } from '@jest/globals';
import { toolParametersFaults } from '@orbisvoice/contracts';
import { exampleArguments, fieldsOf, schemaOf, type ParameterField } from './parameter-fields.js';
import { SCHEMA_EXAMPLES } from './schema-examples.js';

const fields: ParameterField[] = [
  { name: 'orderId', type: 'string', description: 'As on the receipt.', required: true, choices: [] },
  { name: 'size', type: 'string', description: '', required: false, choices: ['S', 'M'] },
  { name: 'count', type: 'integer', description: '', required: false, choices: [] },
];

it('turns fields into a schema and back', () => {
  expect(fieldsOf(schemaOf(fields))).toEqual(fields);
  expect(toolParametersFaults(schemaOf(fields))).toEqual([]);
  expect(fieldsOf({ type: 'object', properties: {} })).toEqual([]);
});

it.each([
  [{ type: 'object', properties: { a: { type: 'object', properties: {} } } }],
  [{ type: 'object', properties: { a: { type: 'string', maxLength: 3 } } }],
  [{ type: 'object', properties: { a: { type: 'integer', enum: [1] } } }],
  [{ type: 'object', properties: {}, additionalProperties: true }],
  [{ type: 'object', properties: [] }],
])('leaves %j to the JSON editor', (schema) => expect(fieldsOf(schema)).toBeUndefined());

it('has examples that the contract accepts, and arguments to try them with', () => {
  for (const { schema } of SCHEMA_EXAMPLES) {
    expect(toolParametersFaults(schema)).toEqual([]);
    expect(Object.keys(exampleArguments(schema))).toEqual(Object.keys(schema.properties as object));
  }
  expect(exampleArguments(schemaOf(fields))).toEqual({ orderId: 'orderId', size: 'S', count: 1 });
});
