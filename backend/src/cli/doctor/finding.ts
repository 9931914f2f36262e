/** `note`: it works, and somebody should know something about it. `skipped`: it could not be looked at. */
export type FindingStatus = 'ok' | 'note' | 'problem' | 'skipped';

/** What the doctor found about one part, in words for an operator. Never holds a secret. */
export interface Finding {
  readonly part: string;
  readonly status: FindingStatus;
  readonly says: string;
  /** What to do about it; always there for a problem. */
  readonly todo?: string;
  /** The same as figures and names, for programs. */
  readonly facts?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

type Rest = Pick<Finding, 'facts'>;

export const ok = (part: string, says: string, rest: Rest = {}): Finding => ({
  part,
  status: 'ok',
  says,
  ...rest,
});
export const note = (part: string, says: string, todo?: string, rest: Rest = {}): Finding => ({
  part,
  status: 'note',
  says,
  ...(todo !== undefined && { todo }),
  ...rest,
});
export const problem = (part: string, says: string, todo: string, rest: Rest = {}): Finding => ({
  part,
  status: 'problem',
  says,
  todo,
  ...rest,
});
export const skipped = (part: string, says: string): Finding => ({ part, status: 'skipped', says });

/** The kind of a failure without its message, which may quote an address with a password in it. */
export function errorCode(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  const inner = (error as { errors?: unknown[] }).errors?.[0] ?? (error as { cause?: unknown }).cause;
  return inner === undefined ? String(name ?? 'unknown error') : errorCode(inner);
}
