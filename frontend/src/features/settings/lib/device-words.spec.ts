import { expect, it } from '@jest/globals';
import { deviceName, isHandheld } from './device-words.js';

const DEVICES = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36',
    'Chrome on Linux',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    'Safari on Mac',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  ['Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0', 'Firefox on Android'],
  ['curl/8.5.0', 'curl'],
  ['', 'Unknown device'],
] as const;

it.each(DEVICES)('reads %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});

it('tells what is held in a hand', () => {
  expect(DEVICES.map(([userAgent]) => isHandheld(userAgent))).toEqual([
    false,
    false,
    false,
    true,
    true,
    false,
    false,
  ]);
});
