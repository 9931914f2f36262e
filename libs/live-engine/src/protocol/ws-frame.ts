/**
 * A whole server-to-client WebSocket frame (RFC 6455: unmasked, final, binary) as one buffer. Scripted audio is framed
 * once and written to every session's socket as it is: one write, no copy, no per-session framing.
 */
export function binaryFrame(payload: Buffer): Buffer {
  const length = payload.length;
  const headerSize = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerSize + length);
  frame[0] = 0x82;
  if (headerSize === 2) frame[1] = length;
  else if (headerSize === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  payload.copy(frame, headerSize);
  return frame;
}
