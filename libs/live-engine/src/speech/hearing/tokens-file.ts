import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import tokenizer from 'llama-tokenizer-js';

const FILE = 'moonshine-tokens-v1.txt';

/**
 * The recogniser reads its vocabulary from a file, and the package has it only as code: it is written once. Several
 * processes may start together, so each writes its own file and renames it over the shared name.
 */
export function tokensFile(folder: string): string {
  const path = join(folder, FILE);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const lines = tokenizer.vocabById.map(
    (token, id) => `${Buffer.from(bytesOf(token)).toString('base64')} ${id}`,
  );
  const draft = join(folder, `${FILE}.${randomUUID()}`);
  writeFileSync(draft, `${lines.join('\n')}\n`);
  renameSync(draft, path);
  return path;
}

/** `<0x0A>` stands for that one byte, as in every vocabulary of this family. */
function bytesOf(token: string): Uint8Array | string {
  const byte = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1];
  return byte ? Uint8Array.of(Number.parseInt(byte, 16)) : token;
}
