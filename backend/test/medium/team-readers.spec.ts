import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { teamExportScene, type TeamExportScene } from '../support/team-export-scene.js';
import { waitFor } from '../support/wait-for.js';
import { unzip } from '../support/zip-reader.js';

const SLOW = 120_000;
/** Until it is noticed that a connection has closed, also on a busy machine. Short of the lease, which is not waited for. */
const NOTICED_MS = 15_000;
const RUNS = 15;

let scene: TeamExportScene;
beforeAll(async () => {
  scene = await teamExportScene();
}, SLOW);
afterAll(() => scene.close());

const requestFor = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nhost: ${new URL(scene.test.url).host}\r\ncookie: ${scene.cookie}\r\n\r\n`;
const downloadOf = (id: string): string => requestFor(`/privacy/team-exports/${id}/download`);

function open(): Promise<Socket> {
  const { hostname, port } = new URL(scene.test.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket));
    socket.once('error', reject).on('error', () => undefined);
  });
}

/** Takes at least so many bytes, if there are as many, and nothing beyond that. */
async function take(socket: Socket, bytes: number): Promise<void> {
  let taken = 0;
  while (taken < bytes && !socket.readableEnded) {
    const piece = socket.read() as Buffer | null;
    if (piece) taken += piece.length;
    else await Promise.race([new Promise((resolve) => socket.once('readable', resolve)), sleep(200)]);
  }
}

/** Undefined where others were at it, or a newer reader took the place. */
async function readWhole(id: string): Promise<Buffer | undefined> {
  const answer = await scene.begin(id);
  if (answer.statusCode === 200)
    return buffer(answer).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET') throw error;
      return undefined;
    });
  answer.destroy();
  return undefined;
}

const LEAVING = {
  closes: (socket: Socket) => void socket.destroy(),
  resets: (socket: Socket) => void socket.resetAndDestroy(),
  /** Sends no more, and takes no more either. */
  hangsUp: (socket: Socket) => void socket.end(),
};

const anyReader = fc.record({
  bytes: fc.oneof(fc.constantFrom(0, 1), fc.nat(8_000_000)),
  pauseMs: fc.constantFrom(0, 1, 5, 20, 100, 400),
  leaves: fc.constantFrom(...(Object.keys(LEAVING) as (keyof typeof LEAVING)[])),
});

describe('a reader who breaks off', () => {
  it('leaves the export open to be begun again, whenever and however it goes', async () => {
    const { id } = await scene.ask();
    await fc.assert(
      fc.asyncProperty(anyReader, async ({ bytes, pauseMs, leaves }) => {
        const socket = await open();
        try {
          socket.write(downloadOf(id));
          await take(socket, bytes);
          await sleep(pauseMs);
          LEAVING[leaves](socket);
          await waitFor(async () => (await scene.listed(id)).state !== 'running', NOTICED_MS);
          // Where the network held all that was left of it, it counts as given.
          expect((await scene.listed(id)).openUntil).not.toBeNull();
        } finally {
          socket.destroy();
        }
      }),
      { numRuns: RUNS },
    );
    expect((await scene.download(id)).at(-1)?.name).toBe('manifest.json');
  }, 300_000);

  it(
    'is noticed where the answer waited behind another one on its connection',
    async () => {
      const { id } = await scene.ask();
      const socket = await open();
      // The first answer goes on until somebody closes it.
      socket.write(requestFor('/live'));
      await take(socket, 1);
      socket.write(downloadOf(id));
      await waitFor(async () => (await scene.listed(id)).state === 'running', SLOW);
      socket.destroy();
      await waitFor(async () => (await scene.listed(id)).state === 'broken', NOTICED_MS);
    },
    SLOW,
  );

  it(
    'frees its place, however many do so',
    async () => {
      const { id } = await scene.ask();
      for (let reader = 0; reader < 12; reader += 1) {
        const socket = await open();
        socket.write(downloadOf(id));
        socket.destroy();
      }
      // Those that are met only now are told to wait, or are the newest reader, who takes our place: we come again.
      let archive: Buffer | undefined;
      await waitFor(async () => {
        archive = await readWhole(id);
        return archive !== undefined;
      }, NOTICED_MS);
      expect(unzip(archive as Buffer).at(-1)?.name).toBe('manifest.json');
    },
    SLOW,
  );
});
