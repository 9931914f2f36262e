/**
 * What a model is told of a result, whoever the tool belongs to: longer ones cost its memory of the call and the visitor's
 * patience, and large ones have ended sessions.
 */
export const MAX_RESULT_BYTES = 8_192;
const ROOM_FOR_WRAPPING = 128;

/** The result as it is, or its beginning as text where its JSON is longer than a model should be told. */
export function cappedResult(result: unknown): unknown {
  const json = JSON.stringify(result ?? null);
  if (Buffer.byteLength(json) <= MAX_RESULT_BYTES) return result ?? null;
  let text = json.slice(0, MAX_RESULT_BYTES - ROOM_FOR_WRAPPING);
  // Quoting the text a second time lengthens it, by how much depends on what is in it.
  const wrapped = () => ({ truncated: true, beginning: text.toWellFormed() });
  while (Buffer.byteLength(JSON.stringify(wrapped())) > MAX_RESULT_BYTES)
    text = text.slice(0, Math.floor(text.length * 0.8));
  return wrapped();
}
