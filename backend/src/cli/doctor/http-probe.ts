const WAIT_MS = 5_000;

/** Whether an OrbisVoice part answers: each says `"status":"ok"` of its health. */
export async function isServing(url: string): Promise<boolean> {
  return (await answerOf(url)) === 'serving';
}

/** `other`: something answers that is not OrbisVoice. A string with a code where nothing does. */
export async function answerOf(url: string): Promise<'serving' | 'other' | { failed: string }> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(WAIT_MS), redirect: 'manual' });
    const body = (await answer.json().catch(() => undefined)) as { status?: unknown } | undefined;
    return answer.ok && body?.status === 'ok' ? 'serving' : 'other';
  } catch (error) {
    const { cause, name } = error as { cause?: { code?: string }; name: string };
    return { failed: cause?.code ?? (name === 'TimeoutError' ? 'no answer in 5 s' : name) };
  }
}
