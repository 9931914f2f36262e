import type { ServerMessage } from '@orbisvoice/contracts';
import {
  CallFailure,
  createBrowserAudio,
  createVoiceCall,
  isLive as isConnected,
  type BrowserAudio,
  type CallAudio,
  type ResumeFrom,
  type VoiceCall,
} from '@orbisvoice/voice-client';
import type { Settings } from '../embed/options.js';
import { failureOf } from '../i18n/failure-words.js';
import type { OrbisContext, OrbisEvents, OrbisMode } from '../public-types.js';
import { keepCall, takeCall } from './call-memory.js';
import { answerTool, type PageTools } from './page-tools.js';
import { quietAudio } from './quiet-audio.js';
import { createDesk, type SessionDesk } from './session-desk.js';
import { step, type WidgetEffect, type WidgetInput } from './widget.reducer.js';
import { IDLE, isActive, isLive, modeOf, type WidgetState } from './widget-state.js';

export type EmitEvent = <N extends keyof OrbisEvents>(name: N, detail: OrbisEvents[N]) => void;

export interface ConversationParts {
  settings: () => Settings;
  context: () => OrbisContext;
  tools: PageTools;
  emit: EmitEvent;
}

/** What the visitor chose in the sound settings; holds for this call and the next. */
export interface SoundChoice {
  volume: number;
  deviceId: string | undefined;
}

/** The glue of one widget: feeds the reducer, does what it asks for, and tells the page and the view. */
export interface Conversation {
  readonly state: WidgetState;
  readonly call: VoiceCall;
  readonly agent: SessionDesk['agent'];
  readonly sound: SoundChoice;
  readonly canRate: boolean;
  onChange: () => void;
  /** Learns the agent's name and notice early, so that a click can start a call without a wait. */
  warmUp(): Promise<void>;
  /** Takes up the call that the page before this one left. Tells whether its panel was open; undefined: there is none. */
  restore(): boolean | undefined;
  /** Before the page goes: what the next one needs to go on. */
  keep(open: boolean): void;
  dispatch(input: WidgetInput): void;
  say(text: string): void;
  /** From writing to speech: a new call, since a call opens its microphone at its start or never. */
  switchToVoice(): void;
  setVolume(volume: number): void;
  useMicrophone(deviceId: string | undefined): void;
  /** Hangs up what may be running and forgets the page's listeners. */
  close(): void;
}

export function createConversation({ settings, context, tools, emit }: ConversationParts): Conversation {
  let state: WidgetState = IDLE;
  let audio: (CallAudio & Partial<BrowserAudio>) | undefined;
  let waitingTexts: string[] = [];
  let agreedVersion: string | undefined;
  let toldCall: string | undefined;
  let kept: ResumeFrom | undefined;
  const desk = createDesk(settings);
  const sound: SoundChoice = { volume: 1, deviceId: undefined };

  const call = createVoiceCall({
    ticket: desk.session,
    audio: (handlers) =>
      (audio =
        modeOf(state) === 'text'
          ? quietAudio(handlers)
          : createBrowserAudio(settings().workletUrl, handlers, {
              ...sound,
              onInterrupted: (lost) => dispatch({ type: lost ? 'sound-lost' : 'sound-back' }),
            })),
  });
  call.on('change', (now) => {
    if (now.phase !== 'idle')
      dispatch({
        type: 'call',
        news: isConnected(now) ? { phase: now.phase, callId: now.live.callId } : now,
      });
    self.onChange();
    if (isLive(state)) for (const text of waitingTexts.splice(0)) call.sendText(text);
    else if (!isActive(state) && state.stage !== 'preparing') waitingTexts = [];
  });
  call.on('message', (message) => void onMessage(message));

  async function onMessage(message: ServerMessage): Promise<void> {
    if (message.type === 'transcript') {
      const { role, turn, text, final } = message;
      emit('transcript', { role, turn, text, final });
    } else if (message.type === 'tool.started') {
      const answer = await answerTool(tools, message);
      if (answer) call.sendToolResult(answer);
    }
  }

  function dispatch(input: WidgetInput): void {
    const before = state;
    const { state: after, effects } = step(before, input);
    state = after;
    if (after !== before) tell(before);
    effects.forEach(perform);
    if (after !== before) self.onChange();
  }

  function perform(effect: WidgetEffect): void {
    switch (effect.type) {
      case 'prepare':
        // In one go where everything is known: a call by voice has to begin inside the click.
        if (effect.mode === 'text' || desk.agent) return prepared();
        desk
          .loadAgent()
          .then(prepared, (error: unknown) =>
            dispatch({ type: 'refused', code: error instanceof CallFailure ? error.code : 'internal' }),
          );
        return;
      case 'begin': {
        const agreed = agreedVersion ? { accepted: true, version: agreedVersion } : undefined;
        const { variables, userId } = context();
        return start(effect.mode, { consent: effect.consent ?? agreed, variables, userId });
      }
      case 'resume': {
        const resume = kept;
        kept = undefined;
        return resume && start(effect.mode, { resume });
      }
      case 'resume-sound':
        return audio?.resumeSound?.();
      case 'hang-up':
        return call.end();
      case 'tell-consent': {
        const { accepted, version } = effect;
        agreedVersion = accepted ? version : undefined;
        return emit('consent', { accepted, version });
      }
      case 'send-rating': {
        const { callId, rating } = effect;
        emit('rating', { callId, rating });
        desk.rate(callId, rating).then(
          () => dispatch({ type: 'rated', ok: true }),
          () => dispatch({ type: 'rated', ok: false }),
        );
      }
    }
  }

  function start(mode: OrbisMode, options: Parameters<VoiceCall['start']>[0]): void {
    void call.start({ microphone: mode === 'voice', ...options });
  }

  function prepared(): void {
    const { consentText: text = '', consentVersion: version = '' } = desk.agent ?? {};
    const asks = text && version !== agreedVersion;
    dispatch({ type: 'prepared', notice: asks ? { text, version } : undefined });
  }

  /** The page's events follow from how the state changed, so none can be forgotten at a place that changes it. */
  function tell({ stage: previous }: WidgetState): void {
    const { stage } = state;
    if (stage !== previous) emit('state', { state: stage, previous });
    if (isLive(state) && state.callId !== toldCall) {
      const { callId, mode } = state;
      toldCall = callId;
      emit('call', { callId, mode, resumed: previous === 'idle' });
    }
    if (state.stage === 'ended' && previous !== 'ended') {
      const { callId, reason, durationMs } = state;
      emit('end', { callId, reason, durationMs });
    }
    if (state.stage === 'error') {
      const { code } = state;
      const { word, retry } = failureOf(code);
      const [message = ''] = settings().speech.say(word).split('|');
      emit('error', { code, message, retryable: retry });
    }
  }

  const self: Conversation = {
    get state() {
      return state;
    },
    get agent() {
      return desk.agent;
    },
    get canRate() {
      return settings().rating && 'callId' in state && !!desk.ratingTokens.get(state.callId);
    },
    call,
    sound,
    dispatch,
    onChange: () => undefined,
    async warmUp() {
      // Without an agent's id only a session would name it, and one is not made for every visitor of a page.
      if (settings().agentId) await desk.loadAgent();
      self.onChange();
    },
    restore() {
      const found = takeCall();
      if (!found || found.agentId !== settings().agentId) return undefined;
      kept = found.from;
      const { callId } = kept;
      desk.ratingTokens.set(callId, found.ratingToken);
      dispatch({ type: 'restored', mode: found.mode, callId });
      return found.open;
    },
    keep(open) {
      const from = call.resumeFrom ?? kept;
      const { agentId } = settings();
      if (!from || !agentId || !isLive(state)) return;
      const ratingToken = desk.ratingTokens.get(from.callId);
      keepCall({ from: { ...from, lastSeq: 0 }, mode: state.mode, agentId, ratingToken, open });
    },
    say(text) {
      if (!text.trim() || call.sendText(text)) return;
      waitingTexts.push(text);
      dispatch({ type: 'start', mode: 'text' });
    },
    switchToVoice() {
      dispatch({ type: 'stop' });
      dispatch({ type: 'start', mode: 'voice' });
    },
    setVolume(volume) {
      sound.volume = volume;
      audio?.setVolume?.(volume);
    },
    useMicrophone(deviceId) {
      sound.deviceId = deviceId;
      audio?.useMicrophone?.(deviceId);
    },
    close() {
      self.onChange = () => undefined;
      dispatch({ type: 'stop' });
      call.end();
    },
  };
  return self;
}
