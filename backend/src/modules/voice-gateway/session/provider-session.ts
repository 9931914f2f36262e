/**
 * What the model knows of the call, in tokens. With each answer it reports how many it has read, and it reads all that
 * it knows: so a session that was resumed and yet has lost the conversation (reference row 7) shows by reading little.
 */
export interface Recall {
  /** Read for the first answer of a session that began afresh: instructions, and hardly anything else. */
  readonly atFirst: number;
  /** Read and said with the latest answer. */
  readonly known: number;
}

/** By what another gateway goes on with the model's session. */
export interface ProviderSessionLeft {
  readonly handle: string | undefined;
  readonly recall: Recall | undefined;
  /** The agent was in mid-reply, and was not cut short by its visitor. */
  readonly brokeOff: boolean;
}
