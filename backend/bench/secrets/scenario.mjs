// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { mailedToken } from '../lib/mailed.mjs';
import { Person } from '../lib/person.mjs';
import { Visitor } from './visitor.mjs';
import { CANARY } from './words.mjs';

const WAIT_MS = 30_000;

/**
 * @typedef {object} Place
 * @property {string} http
 * @property {string} stream
 * @property {string} server  origin of the team's own server
 * @property {import('pg').Pool} database
 * @property {string} appSecret
 */
/**
 * @typedef {object} Lived
 * @property {Record<string, string>} secrets  everything that must stand nowhere, by what it is
 * @property {Record<string, string>} usable  those of them that open something
 * @property {string[]} refusals  bodies of answers
 * @property {string} metrics
 * @property {Person} owner
 * @property {string} agentId
 * @property {string} callId
 */

/**
 * All that people do with the product in which something is said or shown that nobody else may read: sign-up, keys,
 * tools with secrets, a call with a telephone number, a booking, a webhook, a new password, and whatever is refused.
 * @param {Place} place
 * @returns {Promise<Lived>}
 */
export async function liveThrough(place) {
  const { http, stream, server, database, appSecret } = place;
  const { email, password, newPassword } = CANARY;
  /** @type {string[]} */
  const refusals = [];
  const owner = new Person(http, email);
  const signup = { email, password, name: 'Canary Person', tenantName: 'Canary Shop' };
  await owner.must('POST', '/auth/signup', signup);
  const firstCookies = cookiesOf(owner, 'first');
  const refused = async (
    /** @type {string} */ method,
    /** @type {string} */ path,
    /** @type {object | string} */ body,
    headers = {},
  ) => {
    const answer = await fetch(http + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    if (answer.status < 400) throw new Error(`${method} ${path} was answered ${answer.status}`);
    refusals.push(await answer.text());
  };
  await refused('POST', '/auth/login', { email, password: `${password}, mistyped` });
  const apiKey = await owner.must('POST', '/api-keys', { name: 'server', kind: 'secret' });
  const bearer = { authorization: `Bearer ${apiKey.key}` };
  const invited = 'invited.person@example.com';
  await owner.must('POST', '/tenants/me/invitations', { email: invited, role: 'member' });
  const invitation = await mailedToken(database, appSecret, invited);
  const hook = await owner.must('POST', '/webhook-endpoints', {
    url: `${server}/hook`,
    eventTypes: ['call.ended'],
  });
  const { toolId, agentId } = await makeAgent(owner, server);

  const hello = { apiKey: apiKey.key, agentId, variables: { who: CANARY.variable } };
  const visitor = await Visitor.connect(stream, hello);
  const ready = await visitor.until(({ type }) => type === 'ready');
  visitor.openMicrophone();
  visitor.say(800);
  await visitor.until(({ type, final, text }) => type === 'transcript' && final && text === CANARY.said);
  visitor.send({ type: 'text', text: CANARY.written });
  await until(async () => (await database.query('select 1 from bookings')).rowCount === 1);
  const ticket = await owner.must('POST', `/agents/${agentId}/sessions`);
  // What is refused is where values are quoted most easily.
  const stranger = await Visitor.connect(stream, { token: `${ready.resumeSecret}-as-token` });
  await stranger.untilClosed();
  visitor.send(`{"type":"text","text":"${CANARY.written}`);
  await visitor.untilClosed();
  // What is asked wrongly, with the words in every place of a request.
  await refused('POST', '/tools', `{"name": "${CANARY.toolSecret}", `, bearer);
  const odd = { name: CANARY.toolSecret, kind: CANARY.phone, description: [CANARY.written] };
  await refused('POST', '/tools', odd, bearer);
  await refused('PUT', `/tools/${toolId}/secrets`, { BIRD_KEY: [CANARY.toolSecret] }, bearer);
  await refused('POST', `/${CANARY.variable}?q=${CANARY.variable}`, { email, password }, bearer);
  await refused('POST', '/agents', {}, { authorization: `Bearer ${apiKey.key}x` });
  await refused('POST', '/auth/signup', signup, { cookie: owner.cookie });
  await refused('POST', '/auth/reset-password', { token: CANARY.variable, password });
  await refused('POST', '/privacy/erasures', { email: `${CANARY.variable}@`, phone: CANARY.written }, bearer);

  await owner.must('POST', '/auth/forgot-password', { email });
  const reset = await mailedToken(database, appSecret, email);
  await owner.must('POST', '/auth/reset-password', { token: reset, password: newPassword });
  await owner.must('POST', '/auth/login', { email, password: newPassword });
  await owner.must('POST', '/auth/forgot-password', { email });
  const unusedReset = await mailedToken(database, appSecret, email);
  await until(async () => (await database.query('select 1 from transcripts')).rowCount === 1);
  await until(
    async () =>
      (await database.query('select 1 from webhook_attempts where response is not null')).rowCount === 1,
  );
  const metrics = await (await fetch(`${http}/metrics`)).text();
  const usable = {
    apiKey: String(apiKey.key),
    webhookSecret: String(hook.secret),
    invitation,
    unusedReset,
    resume: String(ready.resumeSecret),
    ticket: String(ticket.token),
    toolSecret: CANARY.toolSecret,
    newPassword,
    ...cookiesOf(owner, 'present'),
  };
  const secrets = { ...CANARY, ...usable, ...firstCookies, reset, appSecret };
  return { secrets, usable, refusals, metrics, owner, agentId, callId: String(ready.callId) };
}

/** @param {Person} owner @param {string} which */
const cookiesOf = (owner, which) =>
  Object.fromEntries([...owner.cookies].map(([name, value]) => [`${which} ${name}`, value]));

/** @param {Person} owner @param {string} server */
async function makeAgent(owner, server) {
  const tool = await owner.must('POST', '/tools', {
    name: 'order_bird',
    description: 'Orders a bird.',
    kind: 'http',
    parameters: { type: 'object', properties: { note: { type: 'string' } } },
    http: {
      method: 'POST',
      url: `${server}/birds`,
      headers: { 'x-key': '{{BIRD_KEY}}' },
      secretNames: ['BIRD_KEY'],
    },
  });
  await owner.must('PUT', `/tools/${tool.id}/secrets`, { BIRD_KEY: CANARY.toolSecret });
  const hours = {
    days: [1, 2, 3, 4, 5, 6, 7],
    from: '00:00',
    to: '23:59',
    recipients: ['desk@shop.example'],
  };
  const booking = await owner.must('POST', '/tools', {
    name: 'book',
    description: 'Books.',
    kind: 'builtin',
    builtin: { name: 'bookMeeting', settings: hours },
  });
  const agent = await owner.must('POST', '/agents', {
    name: 'Birds',
    systemPrompt: 'Sell birds to {{who}}.',
    status: 'published',
    toolIds: [tool.id, booking.id],
  });
  return { toolId: tool.id, agentId: agent.id };
}

/** @param {() => Promise<boolean>} condition */
export async function until(condition) {
  const deadline = performance.now() + WAIT_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${String(condition)}`);
    await sleep(50);
  }
}
