/** What a ZIP archive says of one file. Sizes and places are bytes. */
export interface ZipFile {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where it begins in the archive. */
  readonly at: number;
  readonly made: Date;
}

const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const VERSION = 45;
const MADE_ON_UNIX = 3;
/** `-rw-------`: an export is for the eyes of whoever asked for it. */
const PLAIN_FILE_MODE = 0o100600;
const IN_64_BITS = 0xffff_ffff;
const IN_32_BITS = 0xffff;

/** Before the bytes of a file. No file may be larger than 4 GiB; the archive may. */
export function localHeader(file: ZipFile): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  common(header, 4, file);
  return Buffer.concat([header, file.name]);
}

/** The line about a file in the directory at the end. */
export function directoryEntry(file: ZipFile): Buffer {
  const far = file.at >= IN_64_BITS;
  const extra = Buffer.alloc(far ? 12 : 0);
  if (far) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(file.at), 4);
  }
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x0201_4b50, 0);
  entry.writeUInt8(VERSION, 4);
  entry.writeUInt8(MADE_ON_UNIX, 5);
  common(entry, 6, file);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(PLAIN_FILE_MODE * 0x1_0000, 38);
  entry.writeUInt32LE(far ? IN_64_BITS : file.at, 42);
  return Buffer.concat([entry, file.name, extra]);
}

/** The last bytes of an archive: where its directory is. */
export function directoryEnd(entries: number, at: number, size: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(entries, IN_32_BITS), 8);
  end.writeUInt16LE(Math.min(entries, IN_32_BITS), 10);
  end.writeUInt32LE(Math.min(size, IN_64_BITS), 12);
  end.writeUInt32LE(Math.min(at, IN_64_BITS), 16);
  if (entries < IN_32_BITS && at < IN_64_BITS && size < IN_64_BITS) return end;
  return Buffer.concat([wideEnd(entries, at, size), end]);
}

function wideEnd(entries: number, at: number, size: number): Buffer {
  const wide = Buffer.alloc(56 + 20);
  wide.writeUInt32LE(0x0606_4b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(VERSION, 12);
  wide.writeUInt16LE(VERSION, 14);
  wide.writeBigUInt64LE(BigInt(entries), 24);
  wide.writeBigUInt64LE(BigInt(entries), 32);
  wide.writeBigUInt64LE(BigInt(size), 40);
  wide.writeBigUInt64LE(BigInt(at), 48);
  wide.writeUInt32LE(0x0706_4b50, 56);
  wide.writeBigUInt64LE(BigInt(at + size), 64);
  wide.writeUInt32LE(1, 72);
  return wide;
}

/** What both records of a file say alike, from `offset` on. */
function common(record: Buffer, offset: number, { name, crc, packed, size, made }: ZipFile): void {
  record.writeUInt16LE(VERSION, offset);
  record.writeUInt16LE(UTF8_NAMES, offset + 2);
  record.writeUInt16LE(DEFLATED, offset + 4);
  record.writeUInt16LE(
    made.getUTCHours() * 2_048 + made.getUTCMinutes() * 32 + (made.getUTCSeconds() >> 1),
    offset + 6,
  );
  record.writeUInt16LE(
    Math.max(0, made.getUTCFullYear() - 1980) * 512 + (made.getUTCMonth() + 1) * 32 + made.getUTCDate(),
    offset + 8,
  );
  record.writeUInt32LE(crc, offset + 10);
  record.writeUInt32LE(packed, offset + 14);
  record.writeUInt32LE(size, offset + 18);
  record.writeUInt16LE(name.length, offset + 22);
}
