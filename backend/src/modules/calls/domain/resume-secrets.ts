/**
 * The secrets that take a call up again, as hashes. Each works once: whoever presents one is given the next. Since the
 * message with the next may be lost on its way, the one that was presented works until the other side is known to have
 * its successor, because it received it (`proven`) or presents it. A visitor is thus never locked out, and a secret
 * that was left behind is worth nothing.
 */
export interface ResumeSecrets {
  readonly current: Buffer;
  readonly previous: Buffer | null;
}

/** The secrets after `presented` was answered with `next`; undefined where it is not accepted. */
export function present(
  { current, previous }: ResumeSecrets,
  presented: Buffer,
  next: Buffer,
): ResumeSecrets | undefined {
  const known = current.equals(presented) || (previous?.equals(presented) ?? false);
  return known ? { current: next, previous: presented } : undefined;
}

/** The other side has `received`. Says nothing where another secret was given out since. */
export const proven = (secrets: ResumeSecrets, received: Buffer): ResumeSecrets =>
  secrets.current.equals(received) ? { ...secrets, previous: null } : secrets;
