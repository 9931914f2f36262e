import { isLive, type CallState } from '@orbisvoice/voice-client';
import { Mic, MicOff, PhoneOff, SendHorizontal } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Input } from '../../../components/ui/input.js';
import type { PageCall } from '../lib/call-factory.js';

export function CallControls({ call, state }: { call: PageCall; state: CallState }) {
  const [text, setText] = useState('');
  const live = isLive(state);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (call.sendText(text)) setText('');
  };
  return (
    <div className="mt-5 grid gap-3">
      <div className="flex justify-center gap-2">
        {live && state.live.microphone && (
          <Button size="lg" aria-pressed={state.muted} onClick={() => call.mute(!state.muted)}>
            {state.muted ? <MicOff size={18} aria-hidden="true" /> : <Mic size={18} aria-hidden="true" />}
            {state.muted ? 'Unmute' : 'Mute'}
          </Button>
        )}
        <Button look="danger" size="lg" onClick={() => call.end()}>
          <PhoneOff size={18} aria-hidden="true" />
          {live ? 'End call' : 'Cancel'}
        </Button>
      </div>
      {live && (
        <form onSubmit={send} className="flex gap-2">
          <Input
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-label="Message"
            placeholder="Or write a message"
            maxLength={4_000}
          />
          <Button type="submit" aria-label="Send" disabled={text.trim() === ''} className="h-10 sm:h-9">
            <SendHorizontal size={16} aria-hidden="true" />
          </Button>
        </form>
      )}
    </div>
  );
}
