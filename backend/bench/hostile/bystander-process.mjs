#!/usr/bin/env node
// @ts-check
// A process of its own, so that the attack's own work does not make the product look slow. Says once that it has begun, and
// on any message how long each answer took, in ms.
import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 50;

const [url = '', key = ''] = process.argv.slice(2);
const headers = { authorization: `Bearer ${key}` };
let over = false;
process.once('message', () => (over = true));

// The first is for the connection.
await ask();
process.send?.('begun');
/** @type {number[]} */
const took = [];
while (!over) {
  const startedAt = performance.now();
  await ask();
  took.push(performance.now() - startedAt);
  await sleep(EVERY_MS);
}
process.send?.(took, () => process.disconnect());

async function ask() {
  const answer = await fetch(url, { headers });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the bystander was answered ${answer.status}`);
}
