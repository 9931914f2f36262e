import request from 'supertest';
import { MailStore } from '../../src/platform/mail/mail-store.js';
import type { TestApp } from './test-app.js';

export const PASSWORD = 'violet-harbour-kettle';

export interface SignupWish {
  email?: string;
  name?: string;
  tenantName?: string;
  password?: string;
}

let people = 0;
export const newEmail = (): string => `person-${process.pid}-${(people += 1)}@example.com`;

/** A browser on the dashboard: keeps cookies, and says of each request that its own page made it. */
export class Browser {
  readonly agent: ReturnType<typeof request.agent>;

  constructor(readonly url: string) {
    this.agent = request.agent(url).set('sec-fetch-site', 'same-origin');
  }

  get(path: string) {
    return this.agent.get(path);
  }

  post(path: string, body?: object) {
    return body ? this.agent.post(path).send(body) : this.agent.post(path);
  }

  put(path: string, body: object) {
    return this.agent.put(path).send(body);
  }

  patch(path: string, body: object) {
    return this.agent.patch(path).send(body);
  }

  delete(path: string) {
    return this.agent.delete(path);
  }

  /** Signs somebody up and gives what `/auth/me` says. */
  async signup(wish: SignupWish = {}) {
    const body = {
      email: newEmail(),
      name: 'Anna Example',
      tenantName: 'Example Ltd',
      password: PASSWORD,
      ...wish,
    };
    return (await this.post('/auth/signup', body).expect(201)).body;
  }

  /** The value of a cookie that an answer sets. */
  static cookie(answer: request.Response, name: string): string | undefined {
    const line = setCookies(answer).find((one) => one.startsWith(`${name}=`));
    return line?.slice(name.length + 1, line.indexOf(';'));
  }
}

/** The lines of `set-cookie`, one for each cookie; Node gives several headers of this one name as an array. */
export function setCookies({ headers }: request.Response): string[] {
  const lines: unknown = headers['set-cookie'];
  return Array.isArray(lines) ? lines.map(String) : [];
}

/** The newest mail to somebody. */
export async function mailTo(test: TestApp, email: string, subject?: string) {
  const mails = await test.app.get(MailStore, { strict: false }).recent(200);
  return mails.find((mail) => mail.to === email && (!subject || mail.subject.includes(subject)));
}

/** The token in the link of the newest mail to somebody. */
export async function mailedToken(test: TestApp, email: string, subject?: string): Promise<string> {
  const token = /[?]token=([\w-]+)/.exec((await mailTo(test, email, subject))?.text ?? '')?.[1];
  if (!token) throw new Error(`no link was mailed to ${email}`);
  return token;
}
