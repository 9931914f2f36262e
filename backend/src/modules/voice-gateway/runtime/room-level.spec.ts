import { describe, expect, it } from '@jest/globals';
import { RoomLevel } from './room-level.js';

const heard = (room: RoomLevel, ...runs: [windows: number, level: number][]) => {
  for (const [windows, level] of runs) for (let n = 0; n < windows; n += 1) room.hear(level);
  return room.usual;
};
/** A quarter of an octave is as near as it is known. */
const near = (level: number) => expect.closeTo(level, -Math.log10(level / 5));

describe('RoomLevel', () => {
  it('takes a room for quiet until half a second of something else', () => {
    expect(heard(new RoomLevel(), [24, 3_000])).toBe(0);
    expect(heard(new RoomLevel(), [40, 3_000])).toEqual(near(3_000));
  });

  it('is what is not exceeded in four fifths of the time', () => {
    const room = new RoomLevel();
    for (let n = 0; n < 100; n += 1) heard(room, [7, 500], [3, 2_000]);
    expect(room.usual).toEqual(near(2_000));
    for (let n = 0; n < 100; n += 1) heard(room, [9, 500], [1, 2_000]);
    expect(room.usual).toEqual(near(500));
  });

  it('forgets what was loud after a second without it', () => {
    const room = new RoomLevel();
    heard(room, [400, 2_000]);
    expect(heard(room, [49, 100])).toEqual(near(2_000));
    expect(heard(room, [1, 100])).toBe(0);
  });
});
