/** A question whose answer is JSON of a given shape. */
export interface JsonQuestion {
  /** What the model is to do; ours, never of people who called. */
  readonly task: string;
  /** What it is to read. */
  readonly text: string;
  /** JSON Schema of the answer. */
  readonly schema: object;
  /** What it thinks to itself included; an answer that comes to more ends there. */
  readonly maxTokens: number;
}

/** What an answer is billed by. */
export interface ModelUsage {
  /** As the provider names it. */
  readonly model: string;
  readonly inputTokens: number;
  /** With what the model thought to itself. */
  readonly outputTokens: number;
}

export interface JsonAnswer extends ModelUsage {
  readonly json: unknown;
}

/** The same question may be answered later: the provider is busy, or cannot be reached. */
export class ModelUnavailable extends Error {}
/** It did not answer in time. What it had done until then may be billed, and nobody says how much. */
export class ModelTooSlow extends ModelUnavailable {}

/** It answered, and that is of no use. */
export abstract class ModelUseless extends Error {
  /** @param usage undefined where nothing was billed, as of a question that is not understood */
  constructor(
    message: string,
    readonly usage?: ModelUsage,
  ) {
    super(message);
  }
}
/** The model will not answer this question, today or later. */
export class ModelRefused extends ModelUseless {}
/** What came back is not JSON, or breaks off. */
export class ModelUnreadable extends ModelUseless {}

/** A model that reads text. */
export abstract class TextModel {
  /** False where the installation has no key: then nothing is asked, and nothing is made up. */
  abstract readonly available: boolean;

  /** @throws ModelUnavailable, ModelRefused or ModelUnreadable */
  abstract ask(question: JsonQuestion): Promise<JsonAnswer>;
}
