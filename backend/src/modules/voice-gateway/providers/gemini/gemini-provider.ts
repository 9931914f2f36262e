import { GoogleGenAI } from '@google/genai';
import {
  VoiceProvider,
  type ProviderCapabilities,
  type VoiceProviderEvent,
  type VoiceProviderSession,
  type VoiceSessionSpec,
  type WarmConnection,
} from '../voice-provider.port.js';
import { geminiModel, type GeminiModel } from './gemini-models.js';
import { GeminiSession } from './gemini-session.js';
import { GeminiSocket } from './gemini-socket.js';

export interface GeminiOptions {
  readonly apiKey: string;
  /** `http://…` of a server that speaks Gemini's protocol; Google where undefined. Never a ws: address (trap 0.1). */
  readonly baseUrl: string | undefined;
  readonly model: string;
  /** Sent with every upgrade; the local engine's scripted mode is steered with it. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Gemini Live, or the local engine that speaks its protocol: only the address tells them apart. */
export class GeminiProvider extends VoiceProvider {
  readonly capabilities: ProviderCapabilities;
  private readonly model: GeminiModel;
  private readonly ai: GoogleGenAI;
  /** As the SDK composes it; known from the first connection on. */
  private address: { url: string; headers: Record<string, string> } | undefined;

  constructor(options: GeminiOptions) {
    super();
    this.model = geminiModel(options.model);
    this.capabilities = this.model;
    const httpOptions = { baseUrl: options.baseUrl, headers: { ...options.headers } };
    this.ai = new GoogleGenAI({ apiKey: options.apiKey, vertexai: false, httpOptions });
  }

  open(
    spec: VoiceSessionSpec,
    onEvent: (event: VoiceProviderEvent) => void,
    signal: AbortSignal,
  ): Promise<VoiceProviderSession> {
    return GeminiSession.open(this.ai, this.model, spec, onEvent, signal, (url, headers) => {
      this.address = { url, headers: { ...headers } };
      if (spec.warm instanceof GeminiSocket && spec.warm.url === url) return spec.warm;
      spec.warm?.drop();
      return new GeminiSocket(url, headers);
    });
  }

  warm(): WarmConnection | undefined {
    if (!this.address) return undefined;
    const socket = new GeminiSocket(this.address.url, this.address.headers);
    socket.connect();
    return socket;
  }
}
