import { pino } from 'pino';
import type { Logger } from '../../src/platform/logging/index.js';

/** Keeps what an application logs from here on, line by line as it would be written, and writes none of it. */
export function hearLog(logger: Logger): { text(): string } {
  const heard: string[] = [];
  const stream = { write: (line: string) => heard.push(line) };
  Reflect.set(Reflect.get(logger, 'pino') as object, pino.symbols.streamSym, stream);
  return { text: () => heard.join('') };
}
