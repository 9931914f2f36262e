import fs from 'node:fs';

/** Keeps what this process writes to its output from here on: the log lines of every application in it. */
export function hearLog(): { text(): string; stop(): void } {
  const heard: string[] = [];
  const write = fs.writeSync;
  const kept = ((fd: number, ...rest: [string | Uint8Array]) => {
    if (fd !== process.stdout.fd) return (write as (...all: unknown[]) => number)(fd, ...rest);
    const text = typeof rest[0] === 'string' ? rest[0] : Buffer.from(rest[0]).toString('utf8');
    heard.push(text);
    return Buffer.byteLength(text);
  }) as typeof fs.writeSync;
  fs.writeSync = kept;
  return {
    text: () => heard.join(''),
    stop: () => {
      fs.writeSync = write;
    },
  };
}
