// One of several processes that share a limit: asks as fast as it can for a while and reports when its requests passed,
// each as the span between asking and being answered. A program of its own, because the point is separate processes.
import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';

const { url, script, key, limit, windowMs, runMs } = JSON.parse(process.env.ORBIS_LIMIT ?? '{}');
const redis = new Redis(url);
const sha = createHash('sha1').update(script).digest('hex');
await redis.script('LOAD', script);
const nowMs = () => performance.timeOrigin + performance.now();

/** @type {[number, number][]} */
const passed = [];
const end = nowMs() + runMs;
async function ask() {
  while (nowMs() < end) {
    const from = nowMs();
    const [allowed] = /** @type {[number]} */ (await redis.evalsha(sha, 1, key, limit, windowMs));
    if (allowed === 1) passed.push([from, nowMs()]);
  }
}
await Promise.all([ask(), ask(), ask(), ask()]);
redis.disconnect();
process.send?.(passed);
process.disconnect();
