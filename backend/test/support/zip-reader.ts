import { crc32, inflateRawSync } from 'node:zlib';

export interface ZippedFile {
  name: string;
  content: Buffer;
}

const END = 0x0605_4b50;
const ENTRY = 0x0201_4b50;

/** Every file of a ZIP archive, by the directory at its end. @throws where there is none, or a file is not whole. */
export function unzip(archive: Buffer): ZippedFile[] {
  const end = archive.length - 22;
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new Error('the archive has no end');
  const files: ZippedFile[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new Error('the directory is broken');
    const [crc, packed] = [archive.readUInt32LE(at + 16), archive.readUInt32LE(at + 20)];
    const [nameLength, extraLength] = [archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30)];
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(begin, begin + packed));
    if (crc32(content) !== crc) throw new Error(`${name} is not whole`);
    files.push({ name, content });
    at += 46 + nameLength + extraLength;
  }
  return files;
}

/** The records of every part of a team's export, in order, out of however many files it has. */
export function recordsOf(files: readonly ZippedFile[], part: string): Record<string, unknown>[] {
  const own = files.filter(({ name }) => new RegExp(`^${part}(-\\d+)?\\.ndjson$`).test(name));
  return own.flatMap(({ content }) =>
    content
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  );
}
