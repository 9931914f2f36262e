import { IDLE_CALL, type CallState, type VoiceCall } from '@orbisvoice/voice-client';
import type { PageCall } from '../features/voice-call/lib/call-factory.js';

type Asked = Parameters<VoiceCall['start']>[0];

/** A call whose state the test sets, and that remembers what it was asked. */
export class FakePageCall implements PageCall {
  state: CallState = IDLE_CALL;
  levels = { microphone: 0.1, agent: 0.2 };
  readonly asked: [string, unknown?][] = [];
  private readonly listeners = new Set<() => void>();

  on: PageCall['on'] = (name, listener) => {
    if (name !== 'change') return () => undefined;
    const tell = (): void => (listener as (state: CallState) => void)(this.state);
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  };

  become(state: CallState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
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
