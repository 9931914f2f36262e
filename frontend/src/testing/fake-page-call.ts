import { IDLE_CALL, type CallEvents, type CallState, type VoiceCall } from '@orbisvoice/voice-client';
import type { PageCall } from '../features/voice-call/lib/call-factory.js';

type Asked = Parameters<VoiceCall['start']>[0];
type Listener = (payload: CallEvents[keyof CallEvents]) => void;

/** A call whose state and messages the test gives, and that remembers what it was asked. */
export class FakePageCall implements PageCall {
  state: CallState = IDLE_CALL;
  levels = { microphone: 0.1, agent: 0.2 };
  readonly asked: [string, unknown?][] = [];
  private readonly listeners = new Set<readonly [name: keyof CallEvents, listener: Listener]>();

  on: PageCall['on'] = (name, listener) => {
    const entry = [name, listener as Listener] as const;
    this.listeners.add(entry);
    return () => this.listeners.delete(entry);
  };

  become(state: CallState): void {
    this.state = state;
    this.tell('change', state);
  }

  tell<N extends keyof CallEvents>(name: N, payload: CallEvents[N]): void {
    for (const [heard, listener] of this.listeners) if (heard === name) listener(payload);
  }

  start(options?: Asked): Promise<void> {
    this.asked.push(['start', options]);
    return Promise.resolve();
  }

  end(): void {
    this.asked.push(['end']);
  }

  mute(muted: boolean): void {
    this.asked.push(['mute', muted]);
  }

  sendText(text: string): boolean {
    this.asked.push(['sendText', text]);
    return true;
  }
}
