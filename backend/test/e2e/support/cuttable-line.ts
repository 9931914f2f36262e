import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to a port that can be cut, as a network does it: without a word to either side. */
export interface CuttableLine {
  readonly port: number;
  /** Connections that went over it so far. */
  readonly used: () => number;
  cut(): void;
  close(): Promise<void>;
}

export async function cuttableLine(target: () => number): Promise<CuttableLine> {
  const open = new Set<Socket>();
  let used = 0;
  const server = createServer((near) => {
    used += 1;
    const far = connect(target(), '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.setNoDelay(true).pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => (open.delete(socket), other.destroy()));
      open.add(socket);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => open.forEach((socket) => socket.resetAndDestroy());
  return {
    port: (server.address() as AddressInfo).port,
    used: () => used,
    cut,
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
