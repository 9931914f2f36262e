interface FeatureGroup {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly features: readonly (readonly [name: string, text: string])[];
}

/** Only what the code does today; a feature comes here with its tests. */
export const FEATURES: readonly FeatureGroup[] = [
  {
    id: 'conversation',
    name: 'The conversation',
    title: 'It listens like somebody who is listening.',
    features: [
      [
        'Barge-in',
        'Speak, and the agent is silent at once. What was not heard is cut from the record as well: the transcript holds what reached the ear.',
      ],
      [
        'Patience',
        'Quick, balanced or patient: 0.3, 0.5 or 1.1 seconds of silence end a turn. For addresses and long numbers, take patient.',
      ],
      [
        'Echo guard',
        'Where a device does not take the agent’s voice out of the microphone, the gateway does, and a cough no longer interrupts.',
      ],
      [
        'Silence, then a question',
        'After a minute without a word the agent asks whether anybody is still there, twice at most, and then says goodbye.',
      ],
      [
        'Writing instead',
        'No microphone, or no wish to speak: the same agent answers in writing, in the same panel.',
      ],
      ['Thirty voices', 'All voices of Gemini Live, each with a description.'],
    ],
  },
  {
    id: 'widget',
    name: 'The widget',
    title: 'One script that asks nothing of your page.',
    features: [
      [
        'One tag',
        'Script, frame, React component or calls from your own code. A site that changes its whole body keeps its widget.',
      ],
      [
        'Strict policies hold',
        'No inline style, no blob, no eval, no innerHTML. It runs under Trusted Types and a policy that names one address.',
      ],
      [
        'Consent first',
        'The microphone opens after the visitor agreed to your words. The answer is kept with its time and the version of the text.',
      ],
      [
        'Captions and keyboard',
        'Both sides are written as they are said; everything can be reached without a mouse, and axe finds nothing to complain about.',
      ],
      [
        'Five languages',
        'English, Spanish, German, French and Arabic, from right to left where it should be. Every word can be replaced.',
      ],
      [
        'Calls survive a reload',
        'A reloaded page, a lost connection or a changed network resumes the call where it was.',
      ],
    ],
  },
  {
    id: 'tools',
    name: 'Tools',
    title: 'It can do things, once each.',
    features: [
      [
        'HTTP tools',
        'A JSON schema, a method and an address. Secrets are sealed and never shown again; private networks cannot be reached.',
      ],
      ['Built in', 'Send an e-mail, book a meeting, end the call.'],
      ['In the page', 'Functions of your own page, registered by name, that the agent may call.'],
      [
        'Exactly once',
        'A ledger holds every invocation. A retry, a crash or a second gateway finds the first answer and does not do it again.',
      ],
    ],
  },
  {
    id: 'records',
    name: 'Records',
    title: 'What was said, how long it took, what it cost.',
    features: [
      [
        'Transcripts that hold',
        'A turn is acknowledged after it stands in Postgres. What was acknowledged survives any crash.',
      ],
      [
        'Latency by its parts',
        'Network, model and gateway apart, for each turn, and the time until the visitor’s loudspeaker made a sound.',
      ],
      [
        'Cost by the token',
        'As the model reported it, in exact integers. An agent can have a ceiling for each day.',
      ],
      [
        'A timeline of every call',
        'Turns, tools, interruptions, silences that were noticed and what was done about them, and a health score.',
      ],
      [
        'Nothing is recorded as sound',
        'Audio passes through and is kept nowhere. Transcripts can be erased, call by call.',
      ],
    ],
  },
  {
    id: 'operations',
    name: 'Operations',
    title: 'Two commands, one image, your machines.',
    features: [
      [
        'Starts with nothing',
        'npm start brings its own Postgres and a local voice. Each gives way to the real part by one variable.',
      ],
      [
        'Calls outlive gateways',
        'Stop, kill or pause a gateway: another one takes its calls, and the visitor hears the rest of the sentence or the answer again.',
      ],
      ['Tenants apart, twice', 'In every query, and by row-level security in the database under it.'],
      [
        'Answers for operators',
        'npm run doctor checks every part and speaks a sentence to the model; Prometheus metrics; structured logs that hold no secret.',
      ],
    ],
  },
];

/** As much a part of the list: what somebody would look for and not find. */
export const NOT_THERE = [
  ['Telephone numbers', 'Calls happen in a browser, or over the voice protocol from a client of your own.'],
  [
    'Recordings',
    'The sound of calls is not kept. If that changes, the widget will say so before the microphone opens.',
  ],
  ['Uploaded knowledge', 'An agent knows its prompt and what its tools answer. There is no document store.'],
  ['Other models', 'The gateway speaks Gemini Live, or the local engine that imitates its protocol.'],
] as const;
