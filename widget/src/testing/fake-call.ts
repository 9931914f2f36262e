import type { CallState, StartOptions, VoiceCall } from '@orbisvoice/voice-client';

type Phase = CallState['phase'];
const RECORD = { captions: [], muted: false };
const AGENT = { id: 'a', name: 'Ada', language: 'en-US', voiceId: 'Puck' };

/** A call whose other end is the test: it begins and ends as asked, and everything between is told by `becomes`. */
export class FakeCall {
  state: CallState = { ...RECORD, phase: 'idle' };
  readonly started: StartOptions[] = [];
  readonly texts: string[] = [];
  ends = 0;
  private change: (state: CallState) => void = () => undefined;

  get isOn(): boolean {
    return !['idle', 'ended', 'error'].includes(this.state.phase);
  }

  becomes(phase: Phase): void {
    const live = { callId: 'c1', agent: AGENT, demo: false, startedAt: 0, microphone: true };
    const talk = { server: 'listening', playing: false } as const;
    if (phase === 'ended') this.state = { ...RECORD, phase, reason: 'client_ended', durationMs: 9_000 };
    else if (phase === 'error') this.state = { ...RECORD, phase, code: 'microphone_denied' };
    else if (phase === 'idle' || phase === 'permission' || phase === 'connecting')
      this.state = { ...RECORD, phase };
    else this.state = { ...RECORD, phase, live: { ...live, ...talk } };
    this.change(this.state);
  }

  /** What the conversation gets. */
  readonly asVoiceCall = (): VoiceCall => {
    const call = this as FakeCall;
    return {
      get state() {
        return call.state;
      },
      levels: { microphone: 0, agent: 0 },
      resumeFrom: undefined,
      on: (name, listener) => {
        if (name === 'change') call.change = listener as (state: CallState) => void;
        return () => undefined;
      },
      start(options = {}) {
        call.started.push(options);
        call.becomes('permission');
        return Promise.resolve();
      },
      end() {
        call.ends++;
        if (call.isOn) call.becomes('ended');
      },
      mute: () => undefined,
      sendText: (text) => 'live' in call.state && !!call.texts.push(text),
      sendToolResult: () => false,
    };
  };
}
