// @ts-check
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LastingCaller } from '../lib/lasting-caller.mjs';
import { newOrder } from '../lib/order-desk.mjs';
import { untilAnswered } from './until-answered.mjs';

const QUESTION_MS = 700;
/** Share of what is asked that orders something. */
const ORDERS = 0.3;
/** How long the whole of the visitors may need to be on again before the plan goes on. */
const BACK_MS = 45_000;
const SHORT_CALL_MS = 12_000;
/** The page that visitors call from. */
const PAGE = 'https://shop.example';

/** @typedef {import('./topology.mjs').Topology} Topology */

/** People on the phone: some for the whole run, others come and go. */
export class Visitors {
  /** @type {LastingCaller[]} */
  lasting = [];
  /** Calls that came and went, with what they were told. @type {LastingCaller[]} */
  short = [];
  /** Idempotency keys, each the name of a visitor, and the call that was answered for it. @type {Map<string, string>} */
  tickets = new Map();
  #over = false;
  /** @type {Promise<void>[]} */
  #lanes = [];

  /** @param {Topology} topology */
  constructor(topology) {
    this.topology = topology;
  }

  /**
   * @param {number} calls
   * @param {number} lanes  of short calls
   */
  async start(calls, lanes) {
    await this.#allowPage();
    this.lasting = Array.from({ length: calls }, () => this.#caller());
    this.talk = setInterval(() => {
      for (const caller of this.lasting.filter(({ mayAsk }) => mayAsk && Math.random() < 0.2))
        if (Math.random() < ORDERS) caller.write(newOrder());
        else caller.say(QUESTION_MS);
    }, 200);
    await Promise.all(this.lasting.map((caller) => caller.call.start()));
    this.#lanes = Array.from({ length: lanes }, () => this.#comeAndGo());
  }

  /** How long each interruption since then took, those that are not over counted until now. @param {number} since */
  interruptions(since) {
    return this.lasting.flatMap((caller) => caller.gapsSince(since));
  }

  /** How long answers to spoken questions since then took, in ms. @param {number} since */
  answers(since) {
    return this.lasting.flatMap((caller) => caller.answersSince(since));
  }

  async allBack() {
    const until = Date.now() + BACK_MS;
    while (this.lasting.some(({ call }) => call.state.phase === 'reconnecting') && Date.now() < until)
      await sleep(50);
  }

  /** Everybody says goodbye. */
  async leave() {
    this.#over = true;
    await Promise.all(this.#lanes);
    await this.allBack();
    clearInterval(this.talk);
    for (const caller of this.lasting) caller.hangUp();
  }

  #caller = () => new LastingCaller(() => this.#ticket(), PAGE);

  async #comeAndGo() {
    while (!this.#over) {
      const caller = this.#caller();
      try {
        await caller.call.start();
        const until = Date.now() + SHORT_CALL_MS;
        while (Date.now() < until && caller.acknowledged < 2) {
          if (caller.mayAsk) caller.say(QUESTION_MS);
          await sleep(200);
        }
      } catch (error) {
        this.topology.faults.push(`a short call: ${String(error)}`);
      }
      caller.hangUp();
      if (caller.callId) this.short.push(caller);
    }
  }

  async #allowPage() {
    const { api, stack } = this.topology;
    const { agentId, secretKey } = stack.teams[0] ?? {};
    const answer = await fetch(`${api}/agents/${agentId}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ allowedOrigins: [PAGE], status: 'published' }),
    });
    if (!answer.ok) throw new Error(`the page was not allowed: ${answer.status} ${await answer.text()}`);
  }

  /**
   * The key stays the same for as long as nobody has answered; a first try that died with its server is given up. It is also
   * what the page calls its visitor, so that each call says which key it was made for.
   */
  async #ticket() {
    const { api, stream, stack, onFault } = this.topology;
    const { agentId, secretKey } = stack.teams[0] ?? {};
    for (;;) {
      const key = randomUUID();
      const headers = {
        authorization: `Bearer ${secretKey}`,
        'idempotency-key': key,
        'content-type': 'application/json',
      };
      const body = JSON.stringify({ agentId, origin: PAGE, userId: key });
      const answer = await untilAnswered(
        () => new Request(`${api}/widget/sessions`, { method: 'POST', headers, body }),
        onFault,
      );
      if (answer.status === 409) continue;
      if (!answer.ok) throw new Error(`no ticket: ${answer.status} ${await answer.text()}`);
      const { token, callId } = /** @type {{ token: string, callId: string }} */ (await answer.json());
      this.tickets.set(key, callId);
      return { url: stream, token };
    }
  }
}
