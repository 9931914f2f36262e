import type { ServerMessage } from '@orbisvoice/contracts';
import {
  CallFailure,
  createBrowserAudio,
  createVoiceCall,
  isLive as isConnected,
  type BrowserAudio,
  type CallAudio,
  type CallState,
  type ResumeFrom,
  type StartOptions,
  type VoiceCall,
} from '@orbisvoice/voice-client';
import type { Settings } from '../embed/options.js';
import { failureOf } from '../i18n/failure-words.js';
import type { OrbisContext, OrbisEvents, OrbisMode } from '../public-types.js';
import { keepCall, takeCall } from './call-memory.js';
import { answerTool, type PageTools } from './page-tools.js';
import { quietAudio } from './quiet-audio.js';
import { createDesk, type SessionDesk } from './session-desk.js';
import { IDLE, isFree, isLive, modeOf, type WidgetState } from './widget-state.js';

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

/** What a visitor can ask for with a button. What makes no sense in a state changes nothing. */
export type ActionName = 'talk' | 'write' | 'retry' | 'accept' | 'decline' | 'continue' | 'stop';

/**
 * One conversation from the click to the rating: what goes on around a call, with the call's own states inside. Sound
 * is only given to what starts in a click, so nothing here waits before it begins a call unless it has to.
 */
export interface Conversation extends Record<ActionName, () => void> {
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
  /** Where there is no call yet; `talk` goes from writing to speech, which takes a new call. */
  start(mode: OrbisMode): void;
  say(text: string): void;
  /** May be changed for as long as it can be seen. */
  rate(rating: number): void;
  /** Back to the beginning, where nothing is under way. */
  dismiss(): void;
  setVolume(volume: number): void;
  useMicrophone(deviceId: string | undefined): void;
  /** Hangs up what may be running and forgets the page's listeners. */
  close(): void;
}

export function createConversation(
  { settings, context, tools, emit }: ConversationParts,
  makeCall: typeof createVoiceCall = createVoiceCall,
): Conversation {
  let state: WidgetState = IDLE;
  let audio: (CallAudio & Partial<BrowserAudio>) | undefined;
  let soundLost = false;
  let waitingTexts: string[] = [];
  let agreedVersion: string | undefined;
  const desk = createDesk(settings);
  const sound: SoundChoice = { volume: 1, deviceId: undefined };

  const call = makeCall({
    ticket: desk.session,
    audio: (handlers) =>
      (audio =
        modeOf(state) === 'text'
          ? quietAudio(handlers)
          : createBrowserAudio(settings().workletUrl, handlers, {
              ...sound,
              onInterrupted(lost) {
                soundLost = lost;
                follow(call.state);
              },
            })),
  });
  call.on('change', follow);
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

  /** The page's events follow from how the state changes, so none can be forgotten at a place that changes it. */
  function go(next: WidgetState): void {
    const before = state;
    const { stage } = (state = next);
    if (stage !== before.stage) emit('state', { state: stage, previous: before.stage });
    if (isLive(next) && !isLive(before)) {
      const { callId, mode } = next;
      emit('call', { callId, mode, resumed: before === IDLE });
    }
    if (next.stage === 'ended') {
      const { callId, reason, durationMs } = next;
      emit('end', { callId, reason, durationMs });
    }
    if (next.stage === 'error') {
      const { code } = next;
      const { word, retry } = failureOf(code);
      const [message = ''] = settings().speech.say(word).split('|');
      emit('error', { code, message, retryable: retry });
    }
    if (isFree(next)) waitingTexts = [];
    self.onChange();
  }

  /** The call has changed. What it says after it was given up interests nobody. */
  function follow(now: CallState): void {
    const mode = modeOf(state);
    if (isFree(state)) return;
    if (isConnected(now)) {
      const { callId } = now.live;
      go({ mode, callId, stage: soundLost ? 'paused' : now.phase });
      for (const text of waitingTexts.splice(0)) call.sendText(text);
    } else if (now.phase === 'error') go({ stage: 'error', mode, code: now.code });
    else if (now.phase === 'ended') {
      const { reason, durationMs } = now;
      go(isLive(state) ? { mode, callId: state.callId, stage: 'ended', reason, durationMs } : IDLE);
      // A resumed call keeps its place, and writing opens no microphone that could want a permission.
    } else if (now.phase !== 'idle' && !isLive(state) && (mode === 'voice' || now.phase === 'connecting'))
      go({ stage: now.phase, mode });
  }

  function connect(mode: OrbisMode, options: StartOptions): void {
    soundLost = false;
    void call.start({ microphone: mode === 'voice', ...options });
  }

  function begin(mode: OrbisMode, consent: StartOptions['consent']): void {
    const { variables, userId } = context();
    go({ stage: mode === 'voice' ? 'permission' : 'connecting', mode });
    connect(mode, { consent, variables, userId });
  }

  function resume(mode: OrbisMode, from: ResumeFrom): void {
    go({ mode, callId: from.callId, stage: 'reconnecting' });
    connect(mode, { resume: from });
  }

  /** Consent is for the voice: what is written needs none, since nothing opens the microphone. */
  function prepared(): void {
    if (state.stage !== 'preparing') return;
    const { mode } = state;
    const { consentText: text, consentVersion: version = '' } = desk.agent ?? {};
    if (mode === 'voice' && text && version !== agreedVersion)
      go({ stage: 'consent', notice: { text, version } });
    else begin(mode, agreedVersion ? { accepted: true, version: agreedVersion } : undefined);
  }

  /** Who declines goes on in writing, where there is any, and the server is told. */
  function answer(accepted: boolean): void {
    if (state.stage !== 'consent') return;
    const { version } = state.notice;
    agreedVersion = accepted ? version : undefined;
    if (accepted || settings().text) begin(accepted ? 'voice' : 'text', { accepted, version });
    else go(IDLE);
    emit('consent', { accepted, version });
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
    onChange: () => undefined,
    async warmUp() {
      // Without an agent's id only a session would name it, and one is not made for every visitor of a page.
      if (settings().agentId) await desk.loadAgent();
      self.onChange();
    },
    restore() {
      const found = takeCall();
      if (!found || found.agentId !== settings().agentId) return undefined;
      const { from, mode } = found;
      const { callId } = from;
      desk.ratingTokens.set(callId, found.ratingToken);
      if (mode === 'text') resume(mode, from);
      else go({ mode, callId, stage: 'paused', from });
      return found.open;
    },
    keep(open) {
      const { agentId } = settings();
      const from = call.resumeFrom ?? ('from' in state ? state.from : undefined);
      if (!from || !agentId) return;
      const ratingToken = desk.ratingTokens.get(from.callId);
      keepCall({ from: { ...from, lastSeq: 0 }, mode: modeOf(state), agentId, ratingToken, open });
    },
    start(mode) {
      if (!isFree(state)) return;
      go({ stage: 'preparing', mode });
      // In one go where everything is known: a call by voice has to begin inside the click.
      if (mode === 'text' || desk.agent) prepared();
      else
        desk.loadAgent().then(prepared, (error: unknown) => {
          const code = error instanceof CallFailure ? error.code : 'internal';
          if (state.stage === 'preparing') go({ stage: 'error', mode, code });
        });
    },
    talk() {
      self.stop();
      self.start('voice');
    },
    write: () => self.start('text'),
    retry: () => self.start(modeOf(state)),
    accept: () => answer(true),
    decline: () => answer(false),
    continue() {
      if ('from' in state && state.from) resume(state.mode, state.from);
      else audio?.resumeSound?.();
    },
    stop() {
      if (isFree(state) && state.stage !== 'consent') return;
      // The call answers with `ended`, unless it never began or only a reload remembers it.
      if (!isLive(state) || 'from' in state) go(IDLE);
      call.end();
    },
    dismiss() {
      if (isFree(state)) go(IDLE);
    },
    say(text) {
      if (!text.trim() || call.sendText(text)) return;
      waitingTexts.push(text);
      self.start('text');
    },
    rate(rating) {
      if (state.stage !== 'ended' && state.stage !== 'rating') return;
      const { mode, callId } = state;
      const answered = (answer: 'thanks' | 'notSent') => () => {
        if (state.stage === 'rating') go({ ...state, answer });
      };
      go({ mode, callId, stage: 'rating', rating });
      emit('rating', { callId, rating });
      desk.rate(callId, rating).then(answered('thanks'), answered('notSent'));
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
      self.stop();
      call.end();
    },
  };
  return self;
}
