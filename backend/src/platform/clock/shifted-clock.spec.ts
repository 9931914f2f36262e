import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { ShiftedClock } from './shifted-clock.js';

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-clock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Looks at the file each time it is asked. */
class Impatient extends ShiftedClock {
  private asked = 0;
  override monotonicMs(): number {
    return (this.asked += 1) * 1_000;
  }
}
const aheadBy = (clock: ShiftedClock) => clock.now().getTime() - Date.now();
const DAY = 86_400_000;

it('keeps the machine’s time until a step is written, then that step, and ignores what is no number', () => {
  const file = join(folder, 'clock');
  const clock = new Impatient(file);
  expect(Math.abs(aheadBy(clock))).toBeLessThan(DAY / 2);
  writeFileSync(file, `${31 * DAY}\n`);
  expect(Math.round(aheadBy(clock) / DAY)).toBe(31);
  writeFileSync(file, 'tomorrow');
  expect(Math.round(aheadBy(clock) / DAY)).toBe(31);
  writeFileSync(file, `${-2 * DAY}`);
  expect(Math.round(aheadBy(clock) / DAY)).toBe(-2);
});
