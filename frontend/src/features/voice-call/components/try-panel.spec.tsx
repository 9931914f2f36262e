import { afterEach, describe, expect, it } from '@jest/globals';
import type { Agent } from '@orbisvoice/contracts';
import { IDLE_CALL, type CallState } from '@orbisvoice/voice-client';
import { act, cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { AGENT } from '../../../testing/agent-sample.js';
import { FakePageCall } from '../../../testing/fake-page-call.js';
import { CallFactoryContext } from '../lib/call-factory.js';
import { TryPanel } from './try-panel.js';

afterEach(cleanup);

function show(agent: Agent = AGENT, unsaved = false) {
  const call = new FakePageCall();
  const view = render(
    <CallFactoryContext value={() => call}>
      <TryPanel agent={agent} unsaved={unsaved} />
    </CallFactoryContext>,
  );
  const become = (state: CallState): void => act(() => call.become(state));
  const press = (name: RegExp): Promise<void> => userEvent.click(screen.getByRole('button', { name }));
  return { call, view, become, press };
}

const live: CallState = {
  ...IDLE_CALL,
  phase: 'speaking',
  live: {
    callId: AGENT.id,
    agent: AGENT,
    demo: true,
    startedAt: Date.now(),
    server: 'listening',
    playing: true,
    microphone: true,
  },
  captions: [
    { turn: 1, role: 'user', text: 'When are you open?', final: true, interrupted: false },
    { turn: 1, role: 'agent', text: 'From nine', final: false, interrupted: true },
  ],
};

describe('TryPanel', () => {
  it('starts with the values that were filled in, and in writing where asked', async () => {
    const { call, press } = show();
    await press(/start call/i);
    await userEvent.type(screen.getByLabelText('shop'), 'Velo');
    await press(/write instead/i);
    expect(call.asked).toEqual([
      ['start', { microphone: true, variables: {} }],
      ['start', { microphone: false, variables: { shop: 'Velo' } }],
    ]);
  });

  it('shows the consent text, and sends its version with the acceptance', async () => {
    const { call, press } = show({
      ...AGENT,
      variables: [],
      consentText: 'We keep words.',
      consentVersion: 'v2',
    });
    expect(screen.getByText('We keep words.')).toBeTruthy();
    await press(/accept and start/i);
    expect(call.asked[0]).toEqual([
      'start',
      { microphone: true, variables: {}, consent: { accepted: true, version: 'v2' } },
    ]);
  });

  it('shows both sides, the latency and who really speaks while the call is on', () => {
    const { call, become } = show();
    become(live);
    act(() => call.tell('message', { type: 'latency', turn: 1, voiceToVoiceMs: 431.4, gatewayMs: 2 }));
    expect(screen.getByRole('status').textContent).toBe('Speaking');
    expect(screen.getByText('When are you open?')).toBeTruthy();
    expect(screen.getByText('431 ms')).toBeTruthy();
    expect(screen.getByText('interrupted')).toBeTruthy();
    expect(screen.getByText(/local demonstration voice/i)).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toBe('0:00');
  });

  it('mutes, writes and hangs up', async () => {
    const { call, become, press } = show();
    become(live);
    await press(/^mute$/i);
    await userEvent.type(screen.getByLabelText('Message'), 'And Sunday?{Enter}');
    await press(/end call/i);
    expect(call.asked).toEqual([['mute', true], ['sendText', 'And Sunday?'], ['end']]);
    expect((screen.getByLabelText('Message') as HTMLInputElement).value).toBe('');
  });

  it('says what went wrong and lets one try again', async () => {
    const { call, become, press } = show();
    become({ ...IDLE_CALL, phase: 'error', code: 'microphone_denied' });
    expect(screen.getByRole('alert').textContent).toMatch(/microphone is blocked/i);
    await press(/call again/i);
    expect(call.asked).toHaveLength(1);
  });

  it('hangs up when the page is left', () => {
    const { call, view } = show();
    view.unmount();
    expect(call.asked).toEqual([['end']]);
  });
});
