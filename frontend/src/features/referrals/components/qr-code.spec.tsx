/** @jest-environment node */
// jsdom has no TextEncoder, and nothing here needs a page.
import { expect, it } from '@jest/globals';
import decodeQR from 'qr/decode.js';
import { renderToStaticMarkup } from 'react-dom/server';
import { QrCode } from './qr-code.js';

const PIXELS_A_MODULE = 4;

/** What a camera would see of the drawing: the path, filled in. */
function pictureOf(svg: string) {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const side = size * PIXELS_A_MODULE;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = 0; row < PIXELS_A_MODULE; row++)
      for (let column = 0; column < Number(width) * PIXELS_A_MODULE; column++) {
        const at = (Number(y) * PIXELS_A_MODULE + row) * side + Number(x) * PIXELS_A_MODULE + column;
        data.fill(0, at * 4, at * 4 + 3);
      }
  return { width: side, height: side, data };
}

it.each(['https://orbis.test/r/k7m2p9x4', `https://voice.example.com/r/${'long-code-'.repeat(3)}x`])(
  'draws a code that reads %s',
  (url) => {
    const svg = renderToStaticMarkup(<QrCode text={url} label="QR code" />);
    expect(svg).not.toContain('style=');
    expect(decodeQR(pictureOf(svg))).toBe(url);
  },
);
