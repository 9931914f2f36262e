/** How long a tool may take, and how long it may take in silence; both by occasion. */
export type ToolTimerName = `tool:${string}` | `filler:${string}`;

/** Every timer that a session starts. */
export type TimerName =
  | 'hello'
  | 'admission'
  | 'idle'
  | 'max-duration'
  | 'drain'
  | 'pause'
  | 'away'
  | 'park'
  | 'reconnect'
  | 'rotate'
  | 'user-settle'
  | 'late-reply'
  | 'cut-in'
  | 'thinking'
  | 'goodbye'
  | 'guard'
  | 'apology'
  | 'silence'
  | 'farewell'
  | 'last-word'
  | 'news'
  | 'finish'
  | ToolTimerName;
