// @ts-check
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** Answers take this long, so that harm strikes orders that are on their way. */
const ANSWER_MS = 400;

/** A customer's server that takes orders of a tool, and knows how often each was placed. */
export class OrderDesk {
  /** How often each order arrived. @type {Map<string, number>} */
  placed = new Map();
  #server = createServer((request, reply) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const { item } = /** @type {{ item: string }} */ (JSON.parse(body));
      this.placed.set(item, (this.placed.get(item) ?? 0) + 1);
      setTimeout(
        () => reply.setHeader('content-type', 'application/json').end('{"ordered":true}'),
        ANSWER_MS,
      );
    });
  });

  /** `host:port`, as EGRESS_ALLOW takes it. @returns {Promise<string>} */
  async open() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#server.unref();
    const address = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    return `127.0.0.1:${address.port}`;
  }

  /**
   * Gives the team's agent a tool that orders here. An order is not repeatable, so nothing excuses a second one.
   * @param {string} api
   * @param {import('./stack.mjs').Team} team
   * @param {string} host
   */
  async employ(api, { agentId, secretKey }, host) {
    const send = async (
      /** @type {string} */ method,
      /** @type {string} */ path,
      /** @type {object} */ body,
    ) => {
      const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
      const answer = await fetch(`${api}${path}`, { method, headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return /** @type {{ id: string }} */ (await answer.json());
    };
    const { id } = await send('POST', '/tools', {
      name: 'order',
      description: 'Places an order.',
      kind: 'http',
      parameters: { type: 'object', properties: { item: { type: 'string' } }, required: ['item'] },
      http: { method: 'POST', url: `http://${host}/orders` },
    });
    await send('PUT', `/agents/${agentId}`, { toolIds: [id], status: 'published' });
  }

  /** @returns {string[]} one text for each fault */
  faults() {
    const twice = [...this.placed].filter(([, times]) => times > 1);
    return [
      ...twice.map(([item, times]) => `"${item}" was placed ${times} times`),
      ...(this.placed.size === 0 ? ['no order was placed at all'] : []),
    ];
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Words by which the scenario's model places an order, never the same twice. */
export const newOrder = () => `Order ${randomBytes(6).toString('hex')}`;
