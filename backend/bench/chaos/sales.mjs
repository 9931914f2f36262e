// @ts-check
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { untilAnswered } from './until-answered.mjs';

const EVERY_MS = 400;
const COPIES = 3;
const PAID_MINOR = 1_190;
const BEFORE_TAX_MINOR = 1_000;

/** @typedef {import('./topology.mjs').Topology} Topology */

/**
 * Money while things break: a team that came by somebody's link pays invoice after invoice, and the biller tells each of
 * them several times at once, until it is answered, as billers do.
 */
export class Sales {
  /** Invoices whose message was taken. @type {string[]} */
  taken = [];
  #over = false;
  tenantId = '';

  /** @param {Topology} topology */
  constructor(topology) {
    this.topology = topology;
  }

  async start() {
    const partner = await this.#signUp('Partner', {});
    const me = await fetch(`${this.topology.api}/referrals/me`, { headers: partner.headers });
    const { links } = /** @type {{ links: { code: string }[] }} */ (await me.json());
    const friend = await this.#signUp('Friend', { referralCode: links[0]?.code });
    this.tenantId = friend.tenantId;
    await this.#untilAttributed(partner.headers);
    this.selling = this.#sell();
  }

  async stop() {
    this.#over = true;
    await this.selling;
  }

  async #sell() {
    for (let number = 1; !this.#over; number++) {
      const invoiceId = `in_${number}`;
      const answers = await Promise.all(Array.from({ length: COPIES }, () => this.#tell(invoiceId)));
      const refused = answers.find(({ status }) => status !== 200);
      if (refused) this.topology.faults.push(`an invoice was answered ${refused.status}`);
      else this.taken.push(invoiceId);
      await sleep(EVERY_MS);
    }
  }

  /** @param {string} invoiceId */
  #tell(invoiceId) {
    const { api, billingSecret } = this.topology;
    const body = JSON.stringify({
      type: 'invoice.paid',
      timestamp: new Date().toISOString(),
      data: {
        tenantId: this.tenantId,
        invoiceId,
        currency: 'EUR',
        paidMinor: PAID_MINOR,
        exTaxMinor: BEFORE_TAX_MINOR,
      },
    });
    const key = Buffer.from(billingSecret.slice('whsec_'.length), 'base64');
    return untilAnswered(() => {
      // A new time for each try, as the standard has it: old signatures are refused.
      const at = String(Math.floor(Date.now() / 1_000));
      const digest = createHmac('sha256', key).update(`${invoiceId}.${at}.${body}`).digest('base64');
      const signed = {
        'webhook-id': invoiceId,
        'webhook-timestamp': at,
        'webhook-signature': `v1,${digest}`,
      };
      const headers = { ...signed, 'content-type': 'application/json' };
      return new Request(`${api}/webhooks/billing/chaos`, { method: 'POST', headers, body });
    }, this.topology.onFault);
  }

  /**
   * @param {string} name
   * @param {object} more
   */
  async #signUp(name, more) {
    const email = `${randomUUID()}@example.com`;
    const answer = await fetch(`${this.topology.api}/auth/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ email, password: randomUUID(), name, tenantName: `${name} Ltd`, ...more }),
    });
    if (!answer.ok) throw new Error(`sign-up was answered ${answer.status}: ${await answer.text()}`);
    const { tenant } = /** @type {{ tenant: { id: string } }} */ (await answer.json());
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
    return {
      tenantId: tenant.id,
      headers: { cookie: cookies.join('; '), 'sec-fetch-site': 'same-origin' },
    };
  }

  /** @param {Record<string, string>} headers  of the partner */
  async #untilAttributed(headers) {
    for (let waited = 0; waited < 30_000; waited += 200) {
      const answer = await fetch(`${this.topology.api}/referrals/me`, { headers });
      const { counts } = /** @type {{ counts: { signups: number } }} */ (await answer.json());
      if (counts.signups > 0) return;
      await sleep(200);
    }
    throw new Error('the sign-up was not attributed to its link');
  }
}
