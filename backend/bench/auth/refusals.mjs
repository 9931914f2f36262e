// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { mailedToken } from '../lib/mailed.mjs';
import { PASSWORD, Person } from '../lib/person.mjs';

const WITHIN_MS = 5_000;
/** Nobody waits longer than this for a refusal that does not come. */
const GIVE_UP_MS = 20_000;
const LOOK_MS = 5;
/** `credential` of the table of close codes; the goals, written before it, say 4401. */
const REFUSED_CODE = 4004;

/**
 * @typedef {object} Place
 * @property {string[]} origins  of API processes; everything is done at the first and asked at all
 * @property {string} stream
 * @property {import('pg').Pool} database
 * @property {string} appSecret
 */
/** How long after the answer to the deed: until all processes refuse, and until what was open is closed. */
/** @typedef {{ refusedMs: number, closedMs: number, code: number | string }} Refused */
/** @typedef {{ deed: string, rounds: number, refusedMs: number, closedMs: number, codes: string[] }} Measured */

let people = 0;
const newPerson = (/** @type {Place} */ { origins: [http = ''] }, /** @type {string} */ who) =>
  new Person(http, `${who}-${(people += 1)}@example.com`);

/** @type {Record<string, (place: Place) => Promise<Refused>>} */
export const DEEDS = {
  'sign-out': async (place) => {
    const { owner, agentId } = await newTeam(place);
    return sessionDeed(place, owner, agentId, () => owner.must('POST', '/auth/logout'));
  },
  'new password': async (place) => {
    const { owner, agentId } = await newTeam(place);
    await owner.must('POST', '/auth/forgot-password', { email: owner.email });
    const token = await mailedToken(place.database, place.appSecret, owner.email);
    const other = new Person(owner.http, owner.email);
    return sessionDeed(place, owner, agentId, () =>
      other.must('POST', '/auth/reset-password', { token, password: `${PASSWORD}-anew` }),
    );
  },
  'removal from the team': async (place) => {
    const { owner, agentId } = await newTeam(place);
    const { member, id } = await newMember(place, owner, 'member');
    return sessionDeed(place, member, agentId, () => owner.must('DELETE', `/tenants/me/members/${id}`));
  },
  'lower role': async (place) => {
    const { owner } = await newTeam(place);
    const { member, id } = await newMember(place, owner, 'admin');
    const isAdmin = async (/** @type {string} */ http) =>
      (await member.ask('GET', '/api-keys', undefined, { http })).status === 200;
    const deed = () => owner.must('PATCH', `/tenants/me/members/${id}`, { role: 'member' });
    // A member may still call agents; only the stream of changes tells an admin more.
    const stream = await openStream(place, member);
    return { ...(await refusedAfter(place, isAdmin, deed, [stream])), code: 'stream' };
  },
  'revocation of a key': async (place) => {
    const { owner, agentId } = await newTeam(place);
    const { id, key } = await owner.must('POST', '/api-keys', { name: 'Server', kind: 'secret' });
    const headers = { authorization: `Bearer ${key}` };
    const isKnown = async (/** @type {string} */ http) =>
      (await fetch(`${http}/agents`, { headers })).status === 200;
    const direct = await openCall(place, { apiKey: key, agentId });
    const ticket = await fetch(`${owner.http}/agents/${agentId}/sessions`, { method: 'POST', headers });
    const { token } = /** @type {{ token: string }} */ (await ticket.json());
    const ticketed = await openCall(place, { token });
    return refusedAfter(place, isKnown, () => owner.must('DELETE', `/api-keys/${id}`), [direct, ticketed]);
  },
};

/**
 * The worst of some rounds.
 * @param {Place} place
 * @param {number} rounds
 */
export async function measureRefusals(place, rounds) {
  /** @type {Measured[]} */
  const measured = [];
  /** @type {string[]} */
  const faults = [];
  for (const [deed, make] of Object.entries(DEEDS)) {
    /** @type {Refused[]} */
    const all = [];
    for (let round = 0; round < rounds; round++) all.push(await make(place));
    const worst = (/** @type {(one: Refused) => number} */ of) => Math.max(...all.map(of));
    const codes = [...new Set(all.map(({ code }) => String(code)))];
    const one = {
      deed,
      rounds,
      refusedMs: worst((it) => it.refusedMs),
      closedMs: worst((it) => it.closedMs),
      codes,
    };
    measured.push(one);
    if (one.refusedMs > WITHIN_MS)
      faults.push(`${deed}: refused everywhere after ${Math.round(one.refusedMs)} ms`);
    if (one.closedMs > WITHIN_MS)
      faults.push(`${deed}: what was open is closed after ${Math.round(one.closedMs)} ms`);
    if (codes.some((code) => code !== 'stream' && code !== String(REFUSED_CODE)))
      faults.push(`${deed}: calls were closed with ${codes.join(', ')}`);
  }
  return { measured, faults };
}

/**
 * @param {Place} place
 * @param {Person} person
 * @param {string} agentId
 * @param {() => Promise<unknown>} deed
 */
async function sessionDeed(place, person, agentId, deed) {
  const isKnown = async (/** @type {string} */ http) =>
    (await person.ask('GET', '/auth/me', undefined, { http })).status === 200;
  const { token } = await person.must('POST', `/agents/${agentId}/sessions`);
  const open = [await openCall(place, { token }), await openStream(place, person)];
  // The deed takes this person's cookies away; what is asked is asked as somebody who kept them.
  const kept = new Map(person.cookies);
  return refusedAfter(
    place,
    isKnown,
    async () => {
      await deed();
      person.cookies = kept;
    },
    open,
  );
}

/** @typedef {{ closedAt: number | undefined, code: number | undefined, end: () => void }} Open */

/**
 * All processes have just looked the credential up, so each may believe in it for as long as it ever does.
 * @param {Place} place
 * @param {(http: string) => Promise<boolean>} isKnown
 * @param {() => Promise<unknown>} deed
 * @param {Open[]} open
 * @returns {Promise<Refused>}
 */
async function refusedAfter({ origins }, isKnown, deed, open) {
  for (const origin of origins)
    if (!(await isKnown(origin))) throw new Error('refused before anything was done');
  await deed();
  const from = performance.now();
  const late = () => performance.now() - from > GIVE_UP_MS;
  const times = await Promise.all(
    origins.map(async (origin) => {
      while ((await isKnown(origin)) && !late()) await sleep(LOOK_MS);
      return performance.now() - from;
    }),
  );
  while (open.some(({ closedAt }) => closedAt === undefined) && !late()) await sleep(LOOK_MS);
  const closedMs = Math.max(...open.map(({ closedAt = performance.now() }) => closedAt - from));
  const codes = new Set(open.flatMap(({ code }) => code ?? []));
  for (const one of open) one.end();
  return {
    refusedMs: Math.max(...times),
    closedMs: Math.max(0, closedMs),
    code: [...codes].join('+') || 'none',
  };
}

/** @param {Place} place */
async function newTeam(place) {
  const owner = newPerson(place, 'owner');
  await owner.signUp();
  const wish = { name: 'Reception', systemPrompt: 'Be kind.', status: 'published' };
  const { id: agentId } = await owner.must('POST', '/agents', wish);
  return { owner, agentId };
}

/** @param {Place} place @param {Person} owner @param {'member' | 'admin'} role */
async function newMember(place, owner, role) {
  const member = newPerson(place, 'member');
  await owner.must('POST', '/tenants/me/invitations', { email: member.email, role });
  const token = await mailedToken(place.database, place.appSecret, member.email);
  const me = await member.must('POST', '/auth/accept-invitation', { token, name: 'Ben', password: PASSWORD });
  return { member, id: me.user.id };
}

/** A voice call that goes on. @param {Place} place @param {object} credential @returns {Promise<Open>} */
async function openCall({ stream }, credential) {
  const socket = new WebSocket(stream);
  /** @type {Open} */
  const open = { closedAt: undefined, code: undefined, end: () => socket.terminate() };
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('close', (code) => Object.assign(open, { closedAt: performance.now(), code }));
  const ready = new Promise((resolve, reject) => {
    socket.on('message', (data, binary) => {
      if (!binary && JSON.parse(String(data)).type === 'ready') resolve(undefined);
    });
    socket.once('close', (code, reason) => reject(new Error(`the call ended with ${code} ${reason}`)));
  });
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, ...credential }));
  await ready;
  return open;
}

/** The stream of changes of a page, at the last process. @param {Place} place @param {Person} person @returns {Promise<Open>} */
async function openStream({ origins }, person) {
  const abort = new AbortController();
  /** @type {Open} */
  const open = { closedAt: undefined, code: undefined, end: () => abort.abort() };
  const headers = { cookie: person.cookie };
  const answer = await fetch(`${origins.at(-1)}/live`, { headers, signal: abort.signal });
  if (answer.status !== 200) throw new Error(`the live stream was answered ${answer.status}`);
  void (async () => {
    try {
      for await (const _bytes of answer.body ?? []);
    } catch {
      // Ended by us.
    }
    open.closedAt = performance.now();
  })();
  return open;
}
