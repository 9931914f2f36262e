import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import supertest from 'supertest';
import { Browser, newEmail, PASSWORD, setCookies } from '../../../test/support/browser.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { ProgrammeAge } from './application/programme-age.js';

const PERSON = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36';
const DAY = 86_400_000;
let test: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  // What a browser is given without being asked; asking.medium.spec.ts has what is done where it is asked.
  test = await createTestApp({ config: { REFERRAL_ASK_IN: 'nowhere' } });
  owner = new pg.Client({ connectionString: test.database.url });
  owner.on('error', () => undefined);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

async function partner() {
  const browser = new Browser(test.url);
  await browser.signup({ email: newEmail(), name: 'Ana Example' });
  const { body } = await browser.get('/referrals/me').expect(200);
  return { browser, code: body.links[0].code as string, partnerId: body.partnerId as string };
}
/** Like a new visitor's browser, which keeps cookies. */
const visitor = (agent = PERSON) => new Browser(test.url).agent.set('user-agent', agent);
const attributionOf = async (userId: string) => {
  const read = async () =>
    (await owner.query('select * from referral_attributions where referred_user_id = $1', [userId])).rows;
  await waitFor(async () => (await read()).length > 0);
  return (await read())[0];
};
const clicksOf = async (code: string) => {
  const { rows } = await owner.query<{ raw: number; counted: number }>(
    `select count(*)::int as raw, (count(*) filter (where counted))::int as counted
     from referral_clicks c join referral_links l on l.id = c.link_id where l.code = $1`,
    [code],
  );
  return rows[0];
};
const signupBody = (more: object = {}) => ({
  email: newEmail(),
  name: 'New Person',
  tenantName: 'New Ltd',
  password: PASSWORD,
  ...more,
});

describe('GET /r/:code', () => {
  it('leads on, remembers the visit where no script sees it, and credits the partner at sign-up', async () => {
    const { code, partnerId } = await partner();
    const browser = visitor();
    const answer = await browser.get(`/r/${code.toUpperCase()}?utm_source=mail`).expect(302);
    expect(answer.headers.location).toBe(`${test.config.publicUrl}/?utm_source=mail&ref=${code}`);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(setCookies(answer)).toEqual([
      expect.stringMatching(/^ov_touch=1\.[\w-]+\.[\w-]+; Max-Age=5184000; Path=\/; HttpOnly; SameSite=Lax/),
    ]);
    const { body } = await browser.get('/referrals/visit').expect(200);
    expect(body).toEqual({ referrer: { code, name: 'Ana' }, stored: true, ask: false, days: 60 });
    const signedUp = await browser.post('/auth/signup').send(signupBody()).expect(201);
    expect(await attributionOf(signedUp.body.user.id)).toMatchObject({
      partner_id: partnerId,
      channel: 'cookie',
    });
    expect(await clicksOf(code)).toEqual({ raw: 1, counted: 1 });
  });

  it('credits by the parameter alone where the browser asks not to be followed', async () => {
    const { code, partnerId } = await partner();
    const browser = visitor().set('sec-gpc', '1');
    const answer = await browser.get(`/r/${code}`).expect(302);
    expect(setCookies(answer)).toEqual([]);
    const { rows } = await owner.query(
      `select c.* from referral_clicks c join referral_links l on l.id = c.link_id where l.code = $1`,
      [code],
    );
    expect(rows).toMatchObject([
      { counted: false, reject_reason: 'no_consent', visitor_hash: null, network: null },
    ]);
    const ref = new URL(answer.headers.location ?? '').searchParams.get('ref');
    const { body } = await browser.get(`/referrals/visit?ref=${ref}`).expect(200);
    expect(body).toMatchObject({ stored: false, referrer: { name: 'Ana' } });
    const signedUp = await browser
      .post('/auth/signup')
      .send(signupBody({ referralParam: ref }))
      .expect(201);
    expect(await attributionOf(signedUp.body.user.id)).toMatchObject({
      partner_id: partnerId,
      channel: 'param',
    });
  });

  it('credits nobody where the person took the referral away', async () => {
    const { code } = await partner();
    const browser = visitor();
    await browser.get(`/r/${code}`).expect(302);
    const body = signupBody({ referralCode: code, referralDeclined: true });
    const signedUp = await browser.post('/auth/signup').send(body).expect(201);
    expect(await attributionOf(signedUp.body.user.id)).toMatchObject({ partner_id: null, candidates: [] });
  });

  it('invariant 25: leads somewhere of ours whatever the code is, and home without a trace where nobody has it', async () => {
    const codes = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), 60);
    for (const code of ['nobody22', '%2e%2e', "';drop", 'https:%2F%2Fevil.test', ...codes.map(encode)]) {
      const answer = await supertest(test.url).get(`/r/${code}`).set('user-agent', PERSON);
      expect(setCookies(answer)).toEqual([]);
      expect([302, 400, 404]).toContain(answer.status);
      if (answer.status === 302) expect(answer.headers.location).toBe(`${test.config.publicUrl}/`);
    }
    await supertest(test.url).get('/r/nobody22').expect(302);
  });

  it('invariant 26: counts a visitor once a day, and bots, HEAD and prefetches never', async () => {
    const { code, browser: own } = await partner();
    const visit = () => supertest(test.url).get(`/r/${code}`).set('user-agent', PERSON);
    await Promise.all(Array.from({ length: 12 }, () => visit().expect(302)));
    expect(await clicksOf(code)).toEqual({ raw: 2, counted: 1 });
    const person = visitor();
    const cookie = Browser.cookie(await person.get(`/r/${code}`), 'ov_touch');
    const silent = [
      await person.head(`/r/${code}`),
      await person.get(`/r/${code}`).set('sec-purpose', 'prefetch'),
      await person.get(`/r/${code}`).set('sec-fetch-mode', 'no-cors').set('sec-fetch-dest', 'image'),
    ];
    for (const answer of silent) {
      expect(answer.status).toBe(302);
      expect(setCookies(answer)).toEqual([]);
    }
    expect(cookie).toBeDefined();
    await supertest(test.url).get(`/r/${code}`).set('user-agent', 'Slackbot-LinkExpanding 1.0').expect(302);
    await supertest(test.url).get(`/r/${code}`).set('user-agent', '').expect(302);
    await own.get(`/r/${code}`).set('user-agent', `${PERSON} own`).expect(302);
    const { raw = 0, counted } = (await clicksOf(code)) ?? {};
    expect(counted).toBe(1);
    expect(raw).toBe(8);
    expect((await own.get('/referrals/me')).body.counts.clicks).toBe(1);
  });

  it('a click that is not counted for our own fault still credits', async () => {
    const { code } = await partner();
    await owner.query('alter table referral_clicks rename to referral_clicks_away');
    try {
      const answer = await visitor().get(`/r/${code}`).expect(302);
      expect(Browser.cookie(answer, 'ov_touch')).toBeDefined();
    } finally {
      await owner.query('alter table referral_clicks_away rename to referral_clicks');
    }
  });

  it('a retired code and one of a suspended partner lead home, and their words are nobody any more', async () => {
    const { code, partnerId } = await partner();
    await owner.query(
      `insert into referral_partner_statuses (partner_id, position, status, at, reason) values ($1, 2, 'suspended', now(), 'test')`,
      [partnerId],
    );
    const answer = await visitor().get(`/r/${code}`).expect(302);
    expect(answer.headers.location).toBe(`${test.config.publicUrl}/`);
    expect(setCookies(answer)).toEqual([]);
    await supertest(test.url).get(`/referrals/code/${code}`).expect(404);
  });
});

describe('what is kept of clicks', () => {
  it('gets less with time, and the count stays', async () => {
    const { code, browser } = await partner();
    await visitor().get(`/r/${code}`);
    const age = (days: number) =>
      owner.query(
        `update referral_clicks c set occurred_at = $2 from referral_links l where l.id = c.link_id and l.code = $1`,
        [code, new Date(Date.now() - days * DAY)],
      );
    const run = () => test.app.get(ProgrammeAge, { strict: false }).run();
    await age(31);
    await owner.query(`update referral_visitor_keys set day = day - 2`);
    await run();
    const { rows } = await owner.query(
      `select network from referral_clicks c join referral_links l on l.id = c.link_id where l.code = $1`,
      [code],
    );
    expect(rows).toEqual([{ network: null }]);
    expect((await owner.query('select * from referral_visitor_keys')).rows).toEqual([]);
    await age(91);
    await run();
    expect(await clicksOf(code)).toEqual({ raw: 0, counted: 0 });
    expect((await browser.get('/referrals/me')).body.counts.clicks).toBe(1);
  });
});

describe('GET /referrals/code/:code', () => {
  it('says who refers, by first name, and nothing about codes nobody has', async () => {
    const { code } = await partner();
    const { body } = await supertest(test.url).get(`/referrals/code/${code}`).expect(200);
    expect(body).toEqual({ code, name: 'Ana' });
    await supertest(test.url).get('/referrals/code/nobody22').expect(404);
  });
});

const encode = (code: string) => encodeURIComponent(code.toWellFormed());
