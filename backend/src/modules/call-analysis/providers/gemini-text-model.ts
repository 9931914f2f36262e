import { ApiError, FinishReason, GoogleGenAI, type GenerateContentResponse } from '@google/genai';
import {
  ModelRefused,
  ModelTooSlow,
  ModelUnavailable,
  ModelUnreadable,
  TextModel,
  type JsonAnswer,
  type JsonQuestion,
  type ModelUsage,
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
/** The provider's own word for "not in time"; it is told how long we wait. */
const DEADLINE_EXCEEDED = 504;

/** Gemini's `generateContent`. The queue repeats what failed, so the SDK's own repetitions are switched off. */
export class GeminiTextModel extends TextModel {
  readonly available: boolean;
  private readonly ai: GoogleGenAI;
  private readonly model: string;
  private readonly timeoutMs: number;

  constructor({ apiKey, baseUrl, model, timeoutMs = TIMEOUT_MS }: GeminiTextOptions) {
    super();
    this.available = apiKey !== undefined;
    this.model = model;
    this.timeoutMs = timeoutMs;
    const httpOptions = { baseUrl, timeout: timeoutMs, retryOptions: { attempts: 1 } };
    this.ai = new GoogleGenAI({ apiKey: apiKey ?? 'none', vertexai: false, httpOptions });
  }

  async ask(question: JsonQuestion): Promise<JsonAnswer> {
    const answer = await this.generate(question);
    const usage = answer.usageMetadata && this.usageOf(answer);
    const json = jsonOf(answer, usage);
    return { json, ...(usage ?? this.usageOf(answer)) };
  }

  private usageOf({ usageMetadata = {}, modelVersion = this.model }: GenerateContentResponse): ModelUsage {
    const { promptTokenCount = 0, candidatesTokenCount = 0, thoughtsTokenCount = 0 } = usageMetadata;
    return {
      model: modelVersion,
      inputTokens: promptTokenCount,
      outputTokens: candidatesTokenCount + thoughtsTokenCount,
    };
  }

  private async generate({ task, text, schema, maxTokens }: JsonQuestion): Promise<GenerateContentResponse> {
    const began = performance.now();
    try {
      return await this.ai.models.generateContent({
        model: this.model,
        contents: [{ role: 'user', parts: [{ text }] }],
        config: {
          systemInstruction: task,
          temperature: 0,
          maxOutputTokens: maxTokens,
          responseMimeType: 'application/json',
          responseJsonSchema: schema,
        },
      });
    } catch (error) {
      const { status } = error as { status?: unknown };
      const refused = error instanceof ApiError && typeof status === 'number' && status < 500;
      // The message of the SDK holds the provider's whole answer, which may quote what was read.
      if (refused && !PASSING.has(status)) throw new ModelRefused(`the model answered ${status}`);
      // By the clock, since how the SDK says that it has hung up depends on where it was.
      if (status === DEADLINE_EXCEEDED || Math.ceil(performance.now() - began) >= this.timeoutMs)
        throw new ModelTooSlow('the model did not answer in time');
      throw new ModelUnavailable(typeof status === 'number' ? `the model answered ${status}` : 'no answer');
    }
  }
}

/** @throws with what the answer cost: it was read and thought about all the same. */
function jsonOf(answer: GenerateContentResponse, usage: ModelUsage | undefined): unknown {
  const { text } = answer;
  const finish = answer.candidates?.[0]?.finishReason;
  if (finish === FinishReason.MAX_TOKENS) throw new ModelUnreadable('the answer is too long', usage);
  if (text === undefined || text === '') {
    const reason = answer.promptFeedback?.blockReason ?? finish ?? 'nothing';
    throw new ModelRefused(`the model gave no text: ${reason}`, usage);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ModelUnreadable('the answer is no JSON', usage);
  }
}
