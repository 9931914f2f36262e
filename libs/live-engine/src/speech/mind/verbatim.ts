/**
 * A text that asks for exact words. The forms, in any case and anywhere in the text:
 *   say exactly: "Hello …"        say exactly "Hello …"        say exactly: Hello …   (to the end of the text)
 *   greet the visitor with: "…"   greet the caller with "…"
 * The quotes may be straight or curly; what stands between the first and the last of them is spoken.
 */
const QUOTED =
  /\b(?:say|speak|repeat) exactly\b[^"“]*["“](.+)["”]|\bgreet the \w+ with\b[^"“]*["“](.+)["”]/is;
const UNQUOTED = /\b(?:say|speak|repeat) exactly\b[^:\n]*:\s*(.+)$|\bgreet the \w+ with\s*:\s*(.+)$/is;

export function verbatimOf(text: string): string | undefined {
  const match = QUOTED.exec(text) ?? UNQUOTED.exec(text);
  const words = (match?.[1] ?? match?.[2])?.trim();
  return words ? withoutPlaceholders(words) : undefined;
}

/** An unfilled `{{name}}` is left out, with the blank and the comma before it: it is never read aloud. */
export function withoutPlaceholders(text: string): string {
  return text
    .replace(/[\s,]*\{\{[^}]*\}\}(?=\s*[.!?,;:]|$)/g, '')
    .replace(/\s*\{\{[^}]*\}\}/g, '')
    .trim();
}
