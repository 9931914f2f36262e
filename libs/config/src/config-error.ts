/** One faulty variable. The value is left out on purpose: configuration holds secrets and ends up in logs. */
export interface ConfigProblem {
  variable: string;
  problem: string;
}

/** Thrown by the loader with all faults at once, so that a deployment is mended in one go. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(
      `The configuration is not usable:\n${problems.map((fault) => `  ${fault.variable}: ${fault.problem}`).join('\n')}`,
    );
  }
}
