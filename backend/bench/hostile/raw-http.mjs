// @ts-check
import { connect } from 'node:net';

/**
 * What no HTTP client would send. Each has to be answered with a 4xx or to have its connection closed.
 * @type {Record<string, string>}
 */
export const RAW_REQUESTS = {
  'no HTTP at all': '\u0000\u0001\u0002\r\n\r\n',
  'TLS to a plain port': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'no Host': 'GET /agents HTTP/1.1\r\n\r\n',
  'two lengths': 'POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
  'length and chunks':
    'POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'negative length': 'POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
  'broken chunk': 'POST /auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'space in a header name': 'GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n',
  'line feed in a header': 'GET / HTTP/1.1\r\nHost: x\r\nX: a\nb\r\n\r\n',
  'a header too long': `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
  'thousands of headers': `GET / HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(5_000)}\r\n`,
  'an address too long': `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  'an absolute address': 'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: x\r\n\r\n',
  'NUL in the address': 'GET /agents/%00 HTTP/1.1\r\nHost: x\r\n\r\n',
  'bad percent-encoding': 'GET /agents/%zz HTTP/1.1\r\nHost: x\r\n\r\n',
  'dots in the address': 'GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n',
  'encoded dots': 'GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n',
  'an unknown method': 'BREW /coffee HTTP/1.1\r\nHost: x\r\n\r\n',
  TRACE: 'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n',
  CONNECT: 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n',
  'HTTP/0.9': 'GET /\r\n\r\n',
  'HTTP/9.9': 'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
  'an upgrade to nothing': 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
};

/** A parser may answer, or hang up on what it cannot read; what it may not do is wait for ever. */
const PATIENCE_MS = 12_000;

/**
 * @param {number} port
 * @param {string} bytes
 * @returns {Promise<string>} the status line's number, `closed` or `silence`
 */
export function sendRaw(port, bytes) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let answer = '';
    const done = (/** @type {string} */ what) => {
      socket.destroy();
      resolve(what);
    };
    socket.setTimeout(PATIENCE_MS, () => done('silence'));
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      const status = /^HTTP\/1\.\d (\d{3})/.exec(answer)?.[1];
      if (status) done(status);
    });
    socket.on('close', () => done('closed'));
    socket.on('error', () => done('closed'));
  });
}
