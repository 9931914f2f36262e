import type { BuiltinName, ToolParameters } from '@orbisvoice/contracts';

const text = (description: string, maxLength: number) => ({ type: 'string', description, maxLength });

/** What the model is told to give each built-in tool. */
export const BUILTIN_PARAMETERS: Record<BuiltinName, ToolParameters> = {
  sendEmail: {
    type: 'object',
    properties: {
      to: { type: 'string', format: 'email', description: 'The one address to write to.' },
      subject: text('One line.', 200),
      text: text('The message, plain text, paragraphs parted by an empty line.', 5_000),
    },
    required: ['to', 'subject', 'text'],
  },
  bookMeeting: {
    type: 'object',
    properties: {
      start: {
        type: 'string',
        format: 'date-time',
        description: 'Beginning, ISO 8601 with its offset, such as 2027-03-01T09:00:00+01:00.',
      },
      title: text('What the meeting is about.', 200),
      name: text('Name of the visitor.', 120),
      email: { type: 'string', format: 'email', description: 'Address of the visitor, for the invitation.' },
    },
    required: ['start'],
  },
  endCall: {
    type: 'object',
    properties: { reason: text('Why the conversation is over.', 200) },
  },
  transferToHuman: {
    type: 'object',
    properties: {
      reason: text('What the visitor needs a person for.', 500),
      contact: text('How the visitor can be reached, if they said so.', 200),
    },
    required: ['reason'],
  },
};
