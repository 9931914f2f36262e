import type { Me } from '@orbisvoice/contracts';
import { newWebhookSecret, webhookHeaders, webhookKey } from '../../../src/platform/crypto/index.js';
import { waitFor } from '../../support/wait-for.js';
import type { Product } from './product.js';

interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What the programme of a running product needs around it: people, a billing system, a mailbox. */
export class ReferralScene {
  static readonly admin = 'office@example.com';
  private static readonly secret = newWebhookSecret();
  /** For `startProduct`. */
  static readonly variables = {
    PLATFORM_ADMINS: ReferralScene.admin,
    WEBHOOK_SECRETS: `billing/acme=${ReferralScene.secret}`,
  };
  private messages = 0;

  constructor(private readonly product: Pick<Product, 'url'>) {}

  /** Somebody signs up in a browser of their own, by a code that they type where there is one. */
  async signup(email: string, name: string, referralCode?: string): Promise<{ me: Me; cookies: string }> {
    const answer = await fetch(`${this.product.url}/auth/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({
        email,
        name,
        tenantName: `${name} Ltd`,
        password: 'violet-harbour-kettle',
        ...(referralCode && { referralCode }),
      }),
    });
    if (!answer.ok) throw new Error(`sign-up answered ${answer.status}: ${await answer.text()}`);
    const cookies = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return { me: (await answer.json()) as Me, cookies };
  }

  /** What a team paid, as its billing system reports it. */
  async paid(tenantId: string, invoiceId: string, amountMinor: number, at: Date): Promise<void> {
    const data = { tenantId, invoiceId, currency: 'USD', paidMinor: amountMinor, exTaxMinor: amountMinor };
    const body = JSON.stringify({ type: 'invoice.paid', timestamp: at.toISOString(), data });
    const key = webhookKey(ReferralScene.secret) ?? Buffer.alloc(0);
    const headers = webhookHeaders(key, `msg_${(this.messages += 1)}`, new Date(), body);
    const answer = await fetch(`${this.product.url}/webhooks/billing/acme`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    if (!answer.ok) throw new Error(`the receiver answered ${answer.status}: ${await answer.text()}`);
  }

  /** The path of the link in the newest mail to somebody about something. */
  async mailedPath(to: string, subject: string): Promise<string> {
    const newest = async () => {
      const { items } = (await (await fetch(`${this.product.url}/dev/mail`)).json()) as { items: Mail[] };
      return items.find((mail) => mail.to === to && mail.subject.includes(subject));
    };
    await waitFor(async () => (await newest()) !== undefined, 20_000);
    const address = /https?:\/\/\S+[?]token=[\w-]+/.exec((await newest())?.text ?? '')?.[0];
    if (!address) throw new Error(`no link stands in the mail to ${to}`);
    const { pathname, search } = new URL(address);
    return pathname + search;
  }
}
