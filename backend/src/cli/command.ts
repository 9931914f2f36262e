/** Runs a command and gives its exit code; output goes to stdout, complaints to stderr. */
export type RunCommand = (args: string[]) => Promise<number>;

export interface Command {
  name: string;
  about: string;
  /** Loaded only when asked for: most commands need a small part of the backend. */
  load(): Promise<RunCommand>;
}
