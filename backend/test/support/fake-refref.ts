import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwtVerify } from 'jose';

export const REFREF_SECRET = 'a-client-secret-of-some-length';
export const REFREF_KEY = 'rk_of_the_test';
const DAILY = 10;

/** How the other side behaves; each as it was seen or is documented. */
export interface RefRefMood {
  /** As released it refuses every key. */
  takesKeys: boolean;
  /** Hangs up after the whole request has arrived, which leaves it open what was done. */
  hangsUp: boolean;
  /** Says 500 to everything that writes. */
  breaks: boolean;
  /** Says that all is well and keeps nothing. */
  lies: boolean;
}

export interface FakeRefRef {
  readonly url: string;
  readonly mood: RefRefMood;
  /** What it holds. It is not idempotent: whatever comes twice stands here twice. */
  readonly rewards: { orderId: string; currency: string; amount: number }[];
  readonly referrals: string[];
  /** Every body that came, word for word. */
  readonly bodies: string[];
  /** The number of calls that a key has a day begins anew. */
  nextDay(): void;
  close(): Promise<void>;
}

/** A server of our own that behaves as RefRef's API does: the routes, the refusals, the daily wall, the repetitions. */
export async function startFakeRefRef(): Promise<FakeRefRef> {
  const mood: RefRefMood = { takesKeys: true, hangsUp: false, breaks: false, lies: false };
  const state = { rewards: [], referrals: [], bodies: [] } as Pick<
    FakeRefRef,
    'rewards' | 'referrals' | 'bodies'
  >;
  let keyed = 0;
  const server = createServer((request, response) => {
    void read(request).then((body) => answer(request, response, body));
  });

  async function answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const say = (status: number, value: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const path = request.url ?? '';
    if (path === '/health') return void say(200, { ok: true, service: 'api' });
    if (body) state.bodies.push(body);
    if (mood.hangsUp && request.method === 'POST') return void request.socket.destroy();
    if (mood.breaks && request.method === 'POST') return void say(500, {});
    if (mood.lies && request.method === 'POST') return void say(200, { success: true });
    if (path === '/v1/widget/init') return widget(request, body, say);
    if (!mood.takesKeys || request.headers['x-api-key'] !== REFREF_KEY || ++keyed > DAILY)
      return void say(401, { error: 'Unauthorized' });
    if (path.startsWith('/v1/programs/')) return void say(200, { id: path.split('/').at(-1) });
    const { payload, programId } = JSON.parse(body) as {
      programId?: string;
      payload: { userId: string; orderAmount?: number; orderId?: string };
    };
    if (path === '/v1/track/signup') state.referrals.push(payload.userId);
    else if (path !== '/v1/track/purchase') return void say(404, {});
    else if (!(Number(payload.orderAmount) > 0)) return void say(400, {});
    // Whatever currency was sent, it writes USD; without a programme it says yes and writes nothing.
    else if (programId)
      state.rewards.push({
        orderId: payload.orderId ?? '',
        currency: 'USD',
        amount: Number(payload.orderAmount),
      });
    say(200, { success: true, eventId: 'evt' });
  }

  async function widget(
    request: IncomingMessage,
    body: string,
    say: (status: number, value: object) => void,
  ): Promise<void> {
    try {
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      const { payload } = await jwtVerify(token, Buffer.from(REFREF_SECRET), { algorithms: ['HS256'] });
      if (payload.productId !== (JSON.parse(body) as { productId: string }).productId)
        throw new Error('other');
      state.referrals.push(String(payload.sub));
      say(200, { referralLink: 'https://refer.example/abc' });
    } catch {
      say(401, {});
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood,
    ...state,
    nextDay: () => {
      keyed = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
