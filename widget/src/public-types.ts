// The public types of the widget, kept by hand and free of imports: this file is published as it stands, and a site that
// embeds the widget reads nothing else of ours.

export type OrbisLanguage = 'en' | 'es' | 'de' | 'fr' | 'ar';
export type OrbisTheme = 'auto' | 'light' | 'dark';
export type OrbisPosition = 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start';
export type OrbisMode = 'voice' | 'text';

/** What the visitor sees, as one word. `orbis:state` tells each change. */
export type OrbisState =
  | 'idle'
  | 'preparing'
  | 'consent'
  | 'permission'
  | 'connecting'
  | 'listening'
  | 'thinking'
  | 'speaking'
  | 'reconnecting'
  | 'paused'
  | 'ended'
  | 'rating'
  | 'error';

/** What the widget may know about an agent; part of a call session. */
export interface OrbisAgent {
  id: string;
  name: string;
  language: string;
  voiceId: string;
  firstMessage: string;
  /** Shown before the microphone opens where not empty. */
  consentText: string;
  consentVersion: string;
  /** Is the sound of calls kept? Only then does the widget say so. */
  recorded: boolean;
}

/** A ticket for one call, as `POST /agents/:id/sessions` answers it to your server. */
export interface OrbisSession {
  token: string;
  url: string;
  callId: string;
  agent: OrbisAgent;
  /** The right to rate this call; without it the widget asks for no rating. */
  ratingToken?: string;
}

export interface OrbisTranscript {
  role: 'user' | 'agent';
  turn: number;
  /** The whole text of this side in this turn so far. */
  text: string;
  final: boolean;
}

export interface OrbisEvents {
  /** The widget is on the page. */
  ready: { version: string };
  open: Record<string, never>;
  close: Record<string, never>;
  state: { state: OrbisState; previous: OrbisState };
  /** A call has begun; `resumed` where it goes on after a lost connection or a reload. */
  call: { callId: string; mode: OrbisMode; resumed: boolean };
  transcript: OrbisTranscript;
  consent: { accepted: boolean; version: string };
  /** `code` is one of the documented codes; `message` is what the visitor reads. */
  error: { code: string; message: string; retryable: boolean };
  /** `reason` is the server's word for how the call ended. */
  end: { callId: string; reason: string; durationMs: number };
  rating: { callId: string; rating: number };
}
export type OrbisEventName = keyof OrbisEvents;
export type OrbisListener<N extends OrbisEventName> = (detail: OrbisEvents[N]) => void;

/** A tool that runs in the page. What it returns is told to the agent, so it must be JSON; what it throws as well. */
export type OrbisTool = (args: Record<string, unknown>) => unknown;

/** Values of the agent's prompt, and your own name for the visitor. */
export interface OrbisContext {
  /** For `{{name}}` places of the prompt and the first message. */
  variables?: Record<string, string>;
  userId?: string;
}

/** Colours that replace the brand's, in both themes. Any CSS colour. */
export interface OrbisColors {
  primary?: string;
  onPrimary?: string;
  signal?: string;
  paper?: string;
  ink?: string;
}

export interface OrbisVoiceOptions {
  /** The agent to talk to. Not needed with `getToken`. */
  agentId?: string;
  /** A publishable key (`ov_pk_…`). It is public by design; never put a secret key into a page. */
  apiKey?: string;
  /** Instead of `apiKey`: asks your own server for a call session. Called for each call. */
  getToken?: () => Promise<OrbisSession>;
  /** Where the API lives; the origin that the script came from unless given. */
  baseUrl?: string;
  /** `auto` (the default) takes the page's language, then the browser's. */
  lang?: OrbisLanguage | 'auto';
  /** Replaces words of the interface, by key. */
  strings?: Record<string, string>;
  theme?: OrbisTheme;
  colors?: OrbisColors;
  position?: OrbisPosition;
  /** Where the widget is placed; the page's body unless given. An element, or a selector. */
  container?: HTMLElement | string;
  /** `popup` (the default) shows a launcher; `inline` fills its container and is always open. */
  layout?: 'popup' | 'inline';
  /** The words on the launcher; empty for the mark alone. */
  label?: string;
  /** Opens the panel at once. */
  open?: boolean;
  /** False takes voice or writing away. Both are on unless given. */
  voice?: boolean;
  text?: boolean;
  captions?: boolean;
  /** Asks for a rating after each call. On unless given. */
  rating?: boolean;
  /** Your privacy notice; linked wherever consent is asked for. */
  privacyUrl?: string;
  context?: OrbisContext;
  tools?: Record<string, OrbisTool>;
  /** Where the worklet module lies; the script's own address unless given. For bundlers, where it is not known. */
  workletUrl?: string;
  /** Listeners, as `on` takes them. */
  on?: { [N in OrbisEventName]?: OrbisListener<N> };
}

export interface OrbisVoiceApi {
  readonly version: string;
  readonly state: OrbisState;
  /** Puts the widget on the page. Calling it again changes the options and keeps a running call. */
  init(options: OrbisVoiceOptions): void;
  open(): void;
  close(): void;
  /** Starts a call, asking for consent where the agent wants it. Call it in a click: browsers unlock sound only there. */
  start(options?: { mode?: OrbisMode }): void;
  /** Ends the call and releases the microphone. */
  stop(): void;
  mute(muted?: boolean): void;
  /** Says something in writing; starts a conversation in writing where there is no call. */
  sendText(text: string): void;
  setContext(context: OrbisContext): void;
  on<N extends OrbisEventName>(name: N, listener: OrbisListener<N>): () => void;
  registerTool(name: string, tool: OrbisTool): void;
  /** Ends the call, releases everything and takes the widget off the page. */
  destroy(): void;
}

declare global {
  interface Window {
    OrbisVoice?: OrbisVoiceApi;
  }
}
