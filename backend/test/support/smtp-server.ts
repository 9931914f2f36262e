import { createServer, type Socket } from 'node:net';

export interface SmtpServer {
  readonly url: string;
  /** Whole messages as they came over the wire. */
  readonly received: string[];
  /** Addresses that mail was to go to, at each try. */
  readonly asked: string[];
  close(): Promise<void>;
}

/**
 * Speaks just enough SMTP to take mail; `refusals` messages are refused first, for the retry.
 * @param answer to an address, where it is not taken
 */
export async function startSmtpServer(
  refusals = 0,
  answer: (recipient: string) => string | undefined = () => undefined,
): Promise<SmtpServer> {
  const received: string[] = [];
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  let left = refusals;
  const server = createServer((socket) => {
    sockets.add(socket);
    let data: string[] | undefined;
    socket.setEncoding('utf8').write('220 test\r\n');
    let rest = '';
    socket.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (data && line !== '.') data.push(line);
        else if (data) {
          if (left-- > 0) socket.write('451 try later\r\n');
          else {
            received.push(data.join('\n'));
            socket.write('250 taken\r\n');
          }
          data = undefined;
        } else if (line === 'DATA') {
          data = [];
          socket.write('354 go on\r\n');
        } else if (line.startsWith('RCPT TO:')) {
          const recipient = /<(.*?)>/.exec(line)?.[1] ?? '';
          asked.push(recipient);
          socket.write(`${answer(recipient) ?? '250 ok'}\r\n`);
        } else socket.write('250 ok\r\n');
      }
    });
    socket.on('error', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
