import fc from 'fast-check';
import { FrameCutter } from './frame-tap.js';

type Frame = { first: number; payload: Buffer };

/** A client's frame: masked, of any length class. */
function encode({ first, payload }: Frame, mask: Buffer): Buffer {
  const length = payload.length;
  const header =
    length < 126
      ? Buffer.from([first, 0x80 | length])
      : length < 65_536
        ? Buffer.from([first, 0x80 | 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([first, 0x80 | 127, 0, 0, 0, 0]), u32(length)]);
  const masked = payload.map((byte, index) => byte ^ (mask[index & 3] ?? 0));
  return Buffer.concat([header, mask, masked]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const payload = fc
  .oneof(
    { weight: 9, arbitrary: fc.nat(300) },
    { weight: 1, arbitrary: fc.integer({ min: 65_000, max: 66_000 }) },
  )
  .chain((length) => fc.nat(255).map((byte) => Buffer.alloc(length, byte)));
const text = payload.map((bytes): Frame[] => [{ first: 0x81, payload: bytes }]);
const ping = fc.constant<Frame[]>([{ first: 0x89, payload: Buffer.from('p') }]);
const fragmented = payload.map((bytes): Frame[] => [
  { first: 0x01, payload: bytes },
  { first: 0x89, payload: Buffer.alloc(0) },
  { first: 0x80, payload: bytes },
]);
const stream = fc.array(fc.oneof(text, ping, fragmented), { maxLength: 12 }).map((frames) => frames.flat());

describe('frame cutter', () => {
  it('finds every frame however the stream is cut, and unmasks whole text messages', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 10, maxLength: 20 });
    fc.assert(
      fc.property(stream, cuts, fc.uint8Array({ minLength: 4, maxLength: 4 }), (frames, sizes, mask) => {
        const encoded = frames.map((frame) => encode(frame, Buffer.from(mask)));
        // Strings, because Jest compares buffers byte by byte.
        const texts: string[] = [];
        const others: string[] = [];
        const cutter = new FrameCutter(
          (bytes) => texts.push(bytes.toString('latin1')),
          (bytes) => others.push(bytes.toString('latin1')),
        );
        const bytes = Buffer.concat(encoded);
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          cutter.push(Buffer.from(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(texts).toEqual(
          frames.filter(({ first }) => first === 0x81).map((frame) => frame.payload.toString('latin1')),
        );
        expect(others).toEqual(
          encoded
            .filter((_, index) => frames[index]?.first !== 0x81)
            .map((bytes) => bytes.toString('latin1')),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('hands a stream with a huge frame to the library', () => {
    const others: Buffer[] = [];
    const cutter = new FrameCutter(
      () => undefined,
      (bytes) => others.push(bytes),
    );
    const head = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0x40, 0, 0, 1, 2, 3, 4]);
    cutter.push(head);
    cutter.push(Buffer.from('more'));
    expect(Buffer.concat(others)).toEqual(Buffer.concat([head, Buffer.from('more')]));
  });
});
