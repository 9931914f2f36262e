import type { ToolParameters } from '@orbisvoice/contracts';

/** Arguments of tools that many teams need, to begin with. */
export const SCHEMA_EXAMPLES: readonly { name: string; schema: ToolParameters }[] = [
  {
    name: 'Find an order',
    schema: {
      type: 'object',
      properties: {
        orderId: { type: 'string', description: 'Number of the order, as on the receipt.' },
      },
      required: ['orderId'],
    },
  },
  {
    name: 'Take a lead',
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', description: 'Full name of the visitor.' },
        email: { type: 'string', format: 'email' },
        interest: { type: 'string', enum: ['buy', 'rent', 'repair'] },
      },
      required: ['name', 'email'],
    },
  },
  {
    name: 'Search with filters',
    schema: {
      type: 'object',
      properties: {
        words: { type: 'string', description: 'What the visitor looks for, in a few words.' },
        maxPrice: { type: 'number', minimum: 0, description: 'In euros.' },
        sizes: { type: 'array', items: { type: 'string', enum: ['S', 'M', 'L'] } },
      },
      required: ['words'],
    },
  },
];
