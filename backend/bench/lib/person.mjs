// @ts-check

/** Long enough for the policy, and nobody's first guess. */
export const PASSWORD = 'violet-harbour-kettle';

/** @typedef {{ status: number, body: any, headers: Headers }} Answer */

/** Somebody with a browser on the dashboard: keeps cookies, and says of each request that our own page made it. */
export class Person {
  /** @type {Map<string, string>} */
  cookies = new Map();

  /**
   * @param {string} http  origin of the API
   * @param {string} email
   */
  constructor(http, email) {
    this.http = http;
    this.email = email;
  }

  get cookie() {
    return [...this.cookies].map((one) => one.join('=')).join('; ');
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {{ http?: string, headers?: Record<string, string> }} [options]  another process of the same API
   * @returns {Promise<Answer>}
   */
  async ask(method, path, body, { http = this.http, headers = {} } = {}) {
    const answer = await fetch(http + path, {
      method,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(this.cookies.size > 0 && { cookie: this.cookie }),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: asJson(text) };
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>} the body; throws where the answer is no success
   */
  async must(method, path, body) {
    const answer = await this.ask(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** @param {object} [wish] */
  signUp(wish) {
    const usual = { name: 'Anna Example', tenantName: 'Example Ltd', password: PASSWORD };
    return this.must('POST', '/auth/signup', { ...usual, email: this.email, ...wish });
  }

  /** @param {string} line  of set-cookie */
  #keep(line) {
    const [pair = ''] = line.split(';');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    if (/max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** @param {string} text */
function asJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
