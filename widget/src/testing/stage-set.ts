import { settingsFrom } from '../embed/options.js';
import type { OrbisEvents, OrbisState, OrbisVoiceOptions } from '../public-types.js';
import { createConversation, type Conversation } from '../session/conversation.js';
import { FakeCall } from './fake-call.js';
import { AGENT, fakeServer } from './fake-page.js';

/** Lets what is under way in promises happen; nothing here waits for a timer. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
};

/** A conversation with a call and a server that are the test's, and everything that it told the page. */
export interface StageSet {
  conversation: Conversation;
  call: FakeCall;
  events: [name: string, detail: object][];
  /** The states that it went through. */
  stages: () => OrbisState[];
}

export function stageSet(
  options: Partial<OrbisVoiceOptions> = {},
  consentText = AGENT.consentText,
): StageSet {
  fakeServer({ [`/widget/config/${AGENT.id}`]: { status: 200, body: { ...AGENT, consentText } } });
  const page = {
    scriptUrl: 'https://v.example/widget.js',
    pageUrl: 'https://shop.example/',
    languages: ['en'],
  };
  const settings = settingsFrom({ agentId: AGENT.id, apiKey: 'ov_pk_test', ...options }, page);
  const call = new FakeCall();
  const events: StageSet['events'] = [];
  const conversation = createConversation(
    {
      settings: () => settings,
      context: () => ({}),
      tools: new Map(),
      emit: (name, detail) => void events.push([name, detail]),
    },
    call.asVoiceCall,
  );
  const stages = () =>
    events.filter(([name]) => name === 'state').map(([, detail]) => (detail as OrbisEvents['state']).state);
  return { conversation, call, events, stages };
}
