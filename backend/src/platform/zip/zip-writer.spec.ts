import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unzip } from '../../../test/support/zip-reader.js';
import { directoryEnd, directoryEntry, type ZipFile } from './zip-records.js';
import { ZipWriter } from './zip-writer.js';

const MADE = new Date('2026-01-02T10:20:30Z');
const FAR = 5 * 2 ** 30;
const file = (at: number): ZipFile => ({
  ...{ name: Buffer.from('calls.ndjson'), crc: 1, packed: 2, size: 3, at, made: MADE },
});

describe('a ZIP archive', () => {
  it('gives back any files that went into it', async () => {
    const content = fc.uint8Array({ maxLength: 5_000 }).map((bytes) => Buffer.from(bytes));
    const files = fc.array(fc.record({ name: fc.stringMatching(/^[a-zä-ü-]{1,20}$/), content }), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(files, async (wanted) => {
        const zip = new ZipWriter(MADE);
        const pieces: Buffer[] = [];
        for (const { name, content: bytes } of wanted) pieces.push(await zip.file(name, bytes));
        expect(unzip(Buffer.concat([...pieces, zip.end()]))).toEqual(wanted);
      }),
    );
  });

  it('is known to be broken off where its end is missing', async () => {
    const zip = new ZipWriter(MADE);
    const bytes = await zip.file('calls.ndjson', Buffer.from('{}\n'));
    expect(() => unzip(bytes)).toThrow('the archive has no end');
  });

  it('says in 64 bits where a file lies behind the first 4 GiB', () => {
    const near = directoryEntry(file(7));
    const far = directoryEntry(file(FAR));
    expect([near.readUInt32LE(42), near.readUInt16LE(30)]).toEqual([7, 0]);
    expect([far.readUInt32LE(42), far.readUInt16LE(30)]).toEqual([0xffff_ffff, 12]);
    expect(far.readBigUInt64LE(far.length - 8)).toBe(BigInt(FAR));
  });

  it.each([
    ['many files', 70_000, 1_000],
    ['many bytes', 3, FAR],
  ])('says in 64 bits where its directory is, with %s', (_what, entries, at) => {
    const end = directoryEnd(entries, at, 500);
    expect(end).toHaveLength(56 + 20 + 22);
    expect([end.readBigUInt64LE(32), end.readBigUInt64LE(40), end.readBigUInt64LE(48)]).toEqual([
      BigInt(entries),
      500n,
      BigInt(at),
    ]);
    expect(end.readBigUInt64LE(56 + 8)).toBe(BigInt(at + 500));
    expect(directoryEnd(3, 1_000, 500)).toHaveLength(22);
  });
});
