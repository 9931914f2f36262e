import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { directoryEnd, directoryEntry, localHeader, type ZipFile } from './zip-records.js';

const packing = promisify(deflateRaw) as (content: Buffer) => Promise<Buffer>;

/**
 * A ZIP archive that is handed on while it is made: of what was handed on it keeps a line a file. Whoever reads it knows
 * by its end that it is whole.
 */
export class ZipWriter {
  private readonly files: ZipFile[] = [];
  private length = 0;

  constructor(private readonly made: Date) {}

  /** The bytes of the next file, which has to fit into memory. */
  async file(name: string, content: Buffer): Promise<Buffer> {
    const packed = await packing(content);
    const file: ZipFile = {
      name: Buffer.from(name),
      crc: crc32(content),
      packed: packed.length,
      size: content.length,
      at: this.length,
      made: this.made,
    };
    this.files.push(file);
    const bytes = Buffer.concat([localHeader(file), packed]);
    this.length += bytes.length;
    return bytes;
  }

  /** The last bytes of the archive. */
  end(): Buffer {
    const directory = Buffer.concat(this.files.map(directoryEntry));
    return Buffer.concat([directory, directoryEnd(this.files.length, this.length, directory.length)]);
  }
}
