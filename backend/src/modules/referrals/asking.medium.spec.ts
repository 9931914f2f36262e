import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Browser, newEmail, PASSWORD, setCookies } from '../../../test/support/browser.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { waitFor } from '../../../test/support/wait-for.js';

const PERSON = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36';
/** Asks everybody, as without any configuration. */
let test: TestApp;
/** Asks in Germany. */
let listing: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  test = await createTestApp();
  const config = { REFERRAL_ASK_IN: 'DE', COUNTRY_HEADER: 'X-Country' };
  listing = await createTestApp({ database: test.database, config });
  owner = new pg.Client({ connectionString: test.database.url });
  owner.on('error', () => undefined);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await listing.close();
  await test.close();
});

async function partner() {
  const browser = new Browser(test.url);
  await browser.signup({ email: newEmail(), name: 'Ana Example' });
  const { body } = await browser.get('/referrals/me').expect(200);
  return { browser, code: body.links[0].code as string, partnerId: body.partnerId as string };
}
/** A browser that keeps cookies, of a person who comes by a link. */
function visitor({ url } = test): Browser {
  const browser = new Browser(url);
  browser.agent.set('user-agent', PERSON);
  return browser;
}
const signUp = async (browser: Browser, more: object = {}) => {
  const body = { email: newEmail(), name: 'New Person', tenantName: 'New Ltd', password: PASSWORD, ...more };
  const answer = await browser.post('/auth/signup', body).expect(201);
  return answer.body.user.id as string;
};
const attributionOf = async (userId: string) => {
  const read = async () =>
    (await owner.query('select * from referral_attributions where referred_user_id = $1', [userId])).rows;
  await waitFor(async () => (await read()).length > 0);
  return (await read())[0];
};
const clicksOf = async (code: string) => {
  const { rows } = await owner.query(
    `select c.* from referral_clicks c join referral_links l on l.id = c.link_id where l.code = $1 order by c.counted desc, c.reject_reason`,
    [code],
  );
  return rows;
};
const NOTHING_TOLD = { visitor_hash: null, network: null, referrer_host: null, paid_ad: null, device: null };

describe('a visitor who was not asked yet', () => {
  it('is a number alone, and is credited by the code in the address', async () => {
    const { code, partnerId, browser: own } = await partner();
    const browser = visitor();
    const come = browser.get(`/r/${code}?gclid=abc`).set('referer', 'https://blog.example/post');
    const answer = await come.expect(302);
    expect(setCookies(answer)).toEqual([]);
    expect(await clicksOf(code)).toMatchObject([{ counted: true, reject_reason: null, ...NOTHING_TOLD }]);
    expect((await own.get('/referrals/me')).body.counts.clicks).toBe(1);
    const ref = new URL(answer.headers.location ?? '').searchParams.get('ref');
    const seen = await browser.get(`/referrals/visit?ref=${ref}`).expect(200);
    expect(setCookies(seen)).toEqual([]);
    expect(seen.body).toEqual({ referrer: { code, name: 'Ana' }, stored: false, ask: true, days: 60 });
    const userId = await signUp(browser, { referralParam: ref });
    expect(await attributionOf(userId)).toMatchObject({ partner_id: partnerId, channel: 'param' });
  });

  it('is credited to nobody without the code, since nothing was kept', async () => {
    const { code } = await partner();
    const browser = visitor();
    await browser.get(`/r/${code}`).expect(302);
    expect((await browser.get('/referrals/visit')).body).toEqual({
      referrer: null,
      stored: false,
      ask: false,
      days: null,
    });
    const userId = await signUp(browser);
    expect(await attributionOf(userId)).toMatchObject({ partner_id: null, candidates: [] });
  });

  it('is counted by the same rules: programs, frames and the partner are not', async () => {
    const { code, browser: own } = await partner();
    const browser = visitor();
    await browser.get(`/r/${code}`).set('user-agent', 'curl/8.5.0').expect(302);
    await browser.get(`/r/${code}`).set('sec-fetch-dest', 'iframe').expect(302);
    await own.get(`/r/${code}`).set('user-agent', PERSON).expect(302);
    expect(await clicksOf(code)).toMatchObject(
      ['bot', 'not_navigation', 'own_session'].map((reason) => ({
        counted: false,
        reject_reason: reason,
        ...NOTHING_TOLD,
      })),
    );
  });
});

describe('a visitor who agrees', () => {
  it('is remembered from then on, and credited at a sign-up without the code', async () => {
    const { code, partnerId } = await partner();
    const browser = visitor();
    await browser.get(`/r/${code}`).expect(302);
    const answer = await browser.post('/referrals/visit', { ref: code }).expect(200);
    expect(answer.body).toEqual({ referrer: { code, name: 'Ana' }, stored: true, ask: false, days: 60 });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(setCookies(answer)).toEqual([
      expect.stringMatching(/^ov_touch=1\.[\w-]+\.[\w-]+; Max-Age=5184000; Path=\/; HttpOnly; SameSite=Lax/),
    ]);
    expect(await clicksOf(code)).toMatchObject([
      { counted: true, ...NOTHING_TOLD },
      {
        counted: false,
        reject_reason: 'repeated',
        network: '127.0.0.0/24',
        visitor_hash: expect.any(Buffer),
      },
    ]);
    const seen = await browser.get(`/referrals/visit?ref=${code}`).expect(200);
    expect(seen.body).toMatchObject({ stored: true, ask: false });
    const attribution = await attributionOf(await signUp(browser));
    expect(attribution).toMatchObject({ partner_id: partnerId, channel: 'cookie' });
    expect(attribution.click_id).toBe((await clicksOf(code))[1].id);
  });

  it.each(['sec-gpc', 'dnt'])('is not remembered where the browser says %s', async (header) => {
    const { code } = await partner();
    const browser = visitor();
    browser.agent.set(header, '1');
    await browser.get(`/r/${code}`).expect(302);
    expect((await browser.get(`/referrals/visit?ref=${code}`)).body).toMatchObject({ ask: false });
    const answer = await browser.post('/referrals/visit', { ref: code }).expect(200);
    expect(answer.body).toMatchObject({ stored: false, ask: false });
    expect(setCookies(answer)).toEqual([]);
    expect(await clicksOf(code)).toMatchObject([{ reject_reason: 'no_consent', ...NOTHING_TOLD }]);
  });

  it('names a code that somebody has, from a page of ours', async () => {
    const { code } = await partner();
    const browser = visitor();
    await browser.post('/referrals/visit', { ref: 'nobody22' }).expect(404);
    await browser.post('/referrals/visit', { ref: ' ' }).expect(400);
    await browser.post('/referrals/visit', {}).expect(400);
    const form = browser.agent.post('/referrals/visit').type('form').send({ ref: code });
    const refused = await form.set('sec-fetch-site', 'cross-site').expect(415);
    expect(setCookies(refused)).toEqual([]);
    await signUp(browser);
    await browser.post('/referrals/visit', { ref: code }).set('sec-fetch-site', 'cross-site').expect(403);
    expect(await clicksOf(code)).toEqual([]);
  });
});

describe('where some countries are listed', () => {
  it.each([
    ['in one of them', 'de', true],
    ['elsewhere', 'FR', false],
    ['where nobody knows', 'XX', true],
    ['where the proxy says nothing', undefined, true],
    ['where the proxy says something else', 'Germany', true],
  ])('a visitor %s', async (_where, country, asked) => {
    const { code } = await partner();
    const browser = visitor(listing);
    if (country !== undefined) browser.agent.set('x-country', country);
    const answer = await browser.get(`/r/${code}`).expect(302);
    expect(Browser.cookie(answer, 'ov_touch') === undefined).toBe(asked);
    const { body } = await browser.get(`/referrals/visit?ref=${code}`).expect(200);
    expect(body).toMatchObject({ ask: asked, stored: !asked });
    expect(await clicksOf(code)).toMatchObject([
      asked ? NOTHING_TOLD : { visitor_hash: expect.any(Buffer), network: '127.0.0.0/24' },
    ]);
  });
});
