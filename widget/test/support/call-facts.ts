/** The agent and the call of all visits, as the server tells them. */
export const AGENT_ID = '0198c0de-0000-7000-8000-000000000002';
export const CALL_ID = '0198c0de-0000-7000-8000-000000000001';
export const AGENT = {
  ...{ id: AGENT_ID, name: 'Ada', language: 'en-US', voiceId: 'Puck', firstMessage: '' },
  consentText:
    'We use a voice assistant to answer you. What you say is turned into text and kept for 30 days.',
  ...{
    consentVersion: 'v1',
    recorded: true,
    appearance: { theme: 'auto', accent: null, position: 'bottom-end' },
  },
};
