/** A question whose answer is JSON of a given shape. */
export interface JsonQuestion {
  /** What the model is to do; ours, never of people who called. */
  readonly task: string;
  /** What it is to read. */
  readonly text: string;
  /** JSON Schema of the answer. */
  readonly schema: object;
}

export interface JsonAnswer {
  readonly json: unknown;
  /** As the provider names it. */
  readonly model: string;
  readonly inputTokens: number;
  /** With what the model thought to itself, as it is billed. */
  readonly outputTokens: number;
}

/** The same question may be answered later: the provider is busy, or cannot be reached. */
export class ModelUnavailable extends Error {}
/** The model will not answer this question, today or later. */
export class ModelRefused extends Error {}
/** What came back is not JSON. */
export class ModelUnreadable extends Error {}

/** A model that reads text. */
export abstract class TextModel {
  /** False where the installation has no key: then nothing is asked, and nothing is made up. */
  abstract readonly available: boolean;

  /** @throws ModelUnavailable, ModelRefused or ModelUnreadable */
  abstract ask(question: JsonQuestion): Promise<JsonAnswer>;
}
