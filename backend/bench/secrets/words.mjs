// @ts-check

/** Words that stand nowhere in the product, so that one that is found can only have been carried there. */
export const CANARY = {
  providerKey: 'canary-provider-key',
  toolSecret: 'canary-tool-secret',
  email: 'canary.person@example.com',
  password: 'canary horse battery staple',
  newPassword: 'canary kettle harbour violet',
  heard: 'I would like a canary bird please.',
  said: 'The canary sings at noon.',
  written: 'Call the canary at +4915198765432.',
  variable: 'canary-variable',
  phone: '+4915198765432',
  attendee: 'Carola Canary',
  attendeeEmail: 'carola.canary@example.com',
};

/** Where words may stand at rest: what was said belongs to the call, an address to the account. Nowhere else. @type {Record<string, string[]>} */
export const AT_REST = {
  heard: ['transcripts', 'turns'],
  said: ['transcripts', 'turns'],
  written: ['transcripts', 'turns'],
  // A team's server repeated it in its answer to a webhook.
  phone: ['transcripts', 'turns', 'webhook_attempts'],
  email: ['users'],
  attendee: ['bookings'],
  attendeeEmail: ['bookings'],
};

/** Of the caller who asks to be forgotten. */
export const CALLER_WORDS = [
  CANARY.phone,
  CANARY.attendee,
  CANARY.attendeeEmail,
  CANARY.heard,
  CANARY.written,
];

/** What the scripted engine plays: it hears a wish and uses one tool, then reads one and uses the other. */
export const SCENARIO = {
  name: CANARY.providerKey,
  turns: [
    {
      heard: CANARY.heard,
      reply: [{ call: [{ name: 'order_bird', args: { note: CANARY.heard } }] }],
      afterTools: [{ say: CANARY.said, audioMs: 400 }],
    },
    {
      on: { type: 'text', contains: CANARY.phone },
      reply: [{ call: [{ name: 'book', args: bookingOf() }] }],
      afterTools: [{ say: 'It is booked.', audioMs: 400 }],
    },
  ],
  timing: { speed: 4, ttfbMs: 50 },
};

function bookingOf() {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const { attendee: name, attendeeEmail: email } = CANARY;
  return { start: `${tomorrow}T12:00:00Z`, title: `Visit of ${name}`, name, email };
}
