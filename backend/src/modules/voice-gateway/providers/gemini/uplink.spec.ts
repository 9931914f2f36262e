import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  UPLINK_BEHIND_BYTES,
  UPLINK_FRAME_BYTES,
  UPLINK_HIGH_WATER_BYTES,
  UPLINK_STUCK_MS,
  Uplink,
} from './uplink.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const FRAME_MS = 40;

/** A socket that keeps what it is given, and is as full as it is told. */
function line() {
  const sent: number[] = [];
  const socket = {
    bufferedBytes: 0,
    sendText: (text: Buffer) => {
      const { data } = (JSON.parse(text.toString()) as { realtimeInput: { audio: { data: string } } })
        .realtimeInput.audio;
      sent.push(Buffer.from(data, 'base64').readInt32LE(0));
    },
  };
  const listener = { dropped: jest.fn<(frames: number) => void>(), stuck: jest.fn() };
  const uplink = new Uplink(socket, listener);
  let next = 0;
  const speak = (frames: number) => {
    for (let frame = 0; frame < frames; frame += 1) {
      const pcm = Buffer.alloc(UPLINK_FRAME_BYTES);
      pcm.writeInt32LE(next++);
      uplink.push(pcm);
      jest.advanceTimersByTime(FRAME_MS);
    }
  };
  return { sent, socket, listener, uplink, speak };
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('Uplink', () => {
  it('sends each frame while the provider takes them', () => {
    const { sent, listener, speak } = line();
    speak(100);
    expect(sent).toEqual(upTo(100));
    expect(listener.dropped).not.toHaveBeenCalled();
  });

  it('sends what was held at once and whole, though the socket has no room for it', () => {
    const { sent, socket, listener, uplink } = line();
    const frames = upTo(250).map((number) => {
      const pcm = Buffer.alloc(UPLINK_FRAME_BYTES);
      pcm.writeInt32LE(number);
      return pcm;
    });
    socket.bufferedBytes = UPLINK_HIGH_WATER_BYTES + 1;
    uplink.pushHeld(frames);
    expect(sent).toEqual(upTo(250));
    expect(listener.dropped).not.toHaveBeenCalled();
  });

  it('keeps what a slow provider does not take for a second, and sends it in order', () => {
    const { sent, socket, listener, speak } = line();
    socket.bufferedBytes = UPLINK_HIGH_WATER_BYTES + 1;
    speak(20);
    expect(sent).toEqual([]);
    socket.bufferedBytes = 0;
    speak(1);
    expect(sent).toEqual(upTo(21));
    expect(listener.dropped).not.toHaveBeenCalled();
  });

  it('then drops the oldest, never the newest, and tells how many', () => {
    const { sent, socket, listener, speak } = line();
    socket.bufferedBytes = UPLINK_HIGH_WATER_BYTES + 1;
    speak(60);
    socket.bufferedBytes = 0;
    speak(1);
    const kept = UPLINK_BEHIND_BYTES / UPLINK_FRAME_BYTES;
    expect(sent).toEqual(upTo(61).slice(60 - kept));
    expect(listener.dropped.mock.calls.reduce((sum, [frames]) => sum + frames, 0)).toBe(60 - kept);
  });

  it('puts what waits before what has to follow it, however slow the provider is', () => {
    const { sent, socket, uplink, speak } = line();
    socket.bufferedBytes = UPLINK_HIGH_WATER_BYTES + 1;
    speak(3);
    uplink.flush();
    expect(sent).toEqual(upTo(3));
    uplink.flush();
    expect(sent).toEqual(upTo(3));
  });

  it('tells of a provider that takes nothing any more', () => {
    const { socket, listener, speak } = line();
    socket.bufferedBytes = UPLINK_HIGH_WATER_BYTES + 1;
    speak(UPLINK_STUCK_MS / FRAME_MS);
    expect(listener.stuck).not.toHaveBeenCalled();
    speak(2);
    expect(listener.stuck).toHaveBeenCalled();
  });
});
