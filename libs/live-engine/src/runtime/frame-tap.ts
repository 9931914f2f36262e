import type { Socket } from 'node:net';

const FINAL_TEXT = 0x81;
const MASKED = 0x80;
/** Longer frames are left to `ws`, which refuses those over its limit. */
const MAX_TAPPED_BYTES = 256 * 1024;

/** Cuts a TCP stream into whole WebSocket frames from a client. */
export class FrameCutter {
  private rest: Buffer | undefined;
  private fragmented = false;
  private passing = false;

  constructor(
    /** A whole text message, unmasked in place. */
    private readonly onText: (payload: Buffer) => void,
    /** Everything else as it came, frame by frame. */
    private readonly onOther: (bytes: Buffer) => void,
  ) {}

  push(chunk: Buffer): void {
    if (this.passing) {
      this.onOther(chunk);
      return;
    }
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    this.rest = undefined;
    let at = 0;
    while (at < bytes.length) {
      const header = frameHeader(bytes, at);
      if (header && header.payload > MAX_TAPPED_BYTES) {
        this.passing = true;
        this.onOther(bytes.subarray(at));
        return;
      }
      const end = header ? at + header.size + header.payload : Number.POSITIVE_INFINITY;
      if (!header || end > bytes.length) break;
      this.deliver(bytes, at, header.size, end);
      at = end;
    }
    if (at < bytes.length) this.rest = bytes.subarray(at);
  }

  private deliver(bytes: Buffer, at: number, headerSize: number, end: number): void {
    const first = bytes[at] ?? 0;
    const masked = ((bytes[at + 1] ?? 0) & MASKED) !== 0;
    if (first === FINAL_TEXT && masked && !this.fragmented) {
      unmask(bytes, at + headerSize, end);
      this.onText(bytes.subarray(at + headerSize, end));
      return;
    }
    // Data frames have opcodes below 8; the last of a fragmented message carries the FIN bit.
    if ((first & 0x0f) < 8) this.fragmented = (first & 0x80) === 0;
    this.onOther(bytes.subarray(at, end));
  }
}

/**
 * Takes text frames past `ws`'s own receiver, which costs more than everything else that the engine does with a
 * microphone chunk. Control, binary and fragmented frames go to `ws` as before.
 */
export function tapFrames(socket: Socket, onText: (payload: Buffer) => void): void {
  const [library] = socket.listeners('data');
  if (library === undefined) throw new Error('The WebSocket library does not listen to its socket.');
  socket.removeListener('data', library as (chunk: Buffer) => void);
  const cutter = new FrameCutter(onText, (bytes) => library.call(socket, bytes));
  socket.on('data', (chunk: Buffer) => cutter.push(chunk));
}

function frameHeader(bytes: Buffer, at: number): { size: number; payload: number } | undefined {
  const left = bytes.length - at;
  if (left < 2) return undefined;
  const second = bytes[at + 1] ?? 0;
  const length = second & 0x7f;
  const mask = second & MASKED ? 4 : 0;
  if (length < 126) return { size: 2 + mask, payload: length };
  if (length === 126) return left < 4 ? undefined : { size: 4 + mask, payload: bytes.readUInt16BE(at + 2) };
  return left < 10 ? undefined : { size: 10 + mask, payload: Number(bytes.readBigUInt64BE(at + 2)) };
}

function unmask(bytes: Buffer, from: number, end: number): void {
  const a = bytes[from - 4] ?? 0;
  const b = bytes[from - 3] ?? 0;
  const c = bytes[from - 2] ?? 0;
  const d = bytes[from - 1] ?? 0;
  let at = from;
  for (; at + 3 < end; at += 4) {
    bytes[at] = (bytes[at] ?? 0) ^ a;
    bytes[at + 1] = (bytes[at + 1] ?? 0) ^ b;
    bytes[at + 2] = (bytes[at + 2] ?? 0) ^ c;
    bytes[at + 3] = (bytes[at + 3] ?? 0) ^ d;
  }
  for (const key of [a, b, c]) {
    if (at >= end) return;
    bytes[at] = (bytes[at] ?? 0) ^ key;
    at += 1;
  }
}
