import { ApiError, GoogleGenAI, type GenerateContentResponse } from '@google/genai';
import {
  ModelRefused,
  ModelUnavailable,
  ModelUnreadable,
  TextModel,
  type JsonAnswer,
  type JsonQuestion,
} from '../text-model.port.js';

export interface GeminiTextOptions {
  /** Undefined: nothing is ever asked. */
  readonly apiKey: string | undefined;
  /** `http://…` of a server that speaks Gemini's protocol; Google where undefined. */
  readonly baseUrl: string | undefined;
  readonly model: string;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 60_000;
/** Codes of the wire that a later try may answer; every other refusal stays one. */
const PASSING = new Set([408, 409, 425, 429]);

/** Gemini's `generateContent`. The queue repeats what failed, so the SDK's own repetitions are switched off. */
export class GeminiTextModel extends TextModel {
  readonly available: boolean;
  private readonly ai: GoogleGenAI;
  private readonly model: string;

  constructor({ apiKey, baseUrl, model, timeoutMs = TIMEOUT_MS }: GeminiTextOptions) {
    super();
    this.available = apiKey !== undefined;
    this.model = model;
    const httpOptions = { baseUrl, timeout: timeoutMs, retryOptions: { attempts: 1 } };
    this.ai = new GoogleGenAI({ apiKey: apiKey ?? 'none', vertexai: false, httpOptions });
  }

  async ask({ task, text, schema }: JsonQuestion): Promise<JsonAnswer> {
    const answer = await this.generate({ task, text, schema });
    const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount } = answer.usageMetadata ?? {};
    return {
      json: jsonOf(answer),
      model: answer.modelVersion ?? this.model,
      inputTokens: promptTokenCount ?? 0,
      outputTokens: (candidatesTokenCount ?? 0) + (thoughtsTokenCount ?? 0),
    };
  }

  private async generate({ task, text, schema }: JsonQuestion): Promise<GenerateContentResponse> {
    try {
      return await this.ai.models.generateContent({
        model: this.model,
        contents: [{ role: 'user', parts: [{ text }] }],
        config: {
          systemInstruction: task,
          temperature: 0,
          responseMimeType: 'application/json',
          responseJsonSchema: schema,
        },
      });
    } catch (error) {
      const { status } = error as { status?: unknown };
      const refused = error instanceof ApiError && typeof status === 'number' && status < 500;
      // The message of the SDK holds the provider's whole answer, which may quote what was read.
      if (refused && !PASSING.has(status)) throw new ModelRefused(`the model answered ${status}`);
      throw new ModelUnavailable(typeof status === 'number' ? `the model answered ${status}` : 'no answer');
    }
  }
}

function jsonOf(answer: GenerateContentResponse): unknown {
  const { text } = answer;
  if (text === undefined || text === '') {
    const reason = answer.promptFeedback?.blockReason ?? answer.candidates?.[0]?.finishReason ?? 'nothing';
    throw new ModelRefused(`the model gave no text: ${reason}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ModelUnreadable('the answer is no JSON');
  }
}
