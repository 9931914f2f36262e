/** `key: value` lines between two rules at the head of a Markdown file. */
export function readFrontMatter(text: string): { fields: Record<string, string>; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (!match) return { fields: {}, body: text };
  const lines = (match[1] ?? '').split('\n').map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  return { fields: Object.fromEntries(lines), body: text.slice(match[0].length) };
}
