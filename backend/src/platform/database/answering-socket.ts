import { Socket } from 'node:net';

/**
 * Above every bound that the server keeps for us (`roles.ts`), so only who is not there any more is silent for so long.
 * Below what a stopping process has to close its connections.
 */
export const ANSWER_WITHIN_MS = 10_000;

/**
 * A connection that gives itself up where something was asked and nothing comes. A server that is gone without a word (a
 * lost route, a machine without power) would otherwise hold whoever asked, and a place in the pool, until the kernel gives
 * up a quarter of an hour later. Within TLS the bytes are not seen here, and the kernel's time is what remains.
 */
export function answeringSocket(withinMs: number = ANSWER_WITHIN_MS): Socket {
  const socket = new Socket();
  let askedAtAnswer = 0;
  socket.on('data', () => (askedAtAnswer = socket.bytesWritten));
  // Counts from the last byte in either direction. A listener given to setTimeout would hear of the first silence alone, and
  // that is mostly one in which nothing was asked.
  socket.setTimeout(withinMs);
  socket.on('timeout', () => {
    if (socket.bytesWritten > askedAtAnswer) socket.destroy(noAnswer());
  });
  return socket;
}

/** With the code by which a network's failures are known: whoever asked may come again. */
const noAnswer = (): Error => Object.assign(new Error('the server does not answer'), { code: 'ETIMEDOUT' });
