// @ts-check
/**
 * Goals that no command measures, so that the page does not look as if there were no others.
 * @typedef {object} Unmeasured
 * @property {string} what
 * @property {string} goal
 * @property {string} instead  what speaks for it meanwhile
 */

/** @type {readonly Unmeasured[]} */
export const UNMEASURED = [
  {
    what: '`npm start`, cold, after packages are installed',
    goal: '≤ 20 s to a served page',
    instead: 'CI starts it and places a call, without a clock',
  },
  {
    what: 'requests answered, calls begun and webhooks tried of a whole month',
    goal: '99.95 %, 99.9 %, p99 ≤ 5 s',
    instead: 'an installation counts them itself, see [service levels](guides/service-levels.md)',
  },
  {
    what: 'foreign teams, by every operation of the API document',
    goal: 'the same 404 as of an id of chance',
    instead: 'tests hold it, also without the application’s own filters',
  },
  {
    what: 'how soon what was killed is whole again, in itself: an API, a worker’s job, Postgres',
    goal: '≤ 2 s, ≤ 10 s, ≤ 2 s',
    instead: '`npm run chaos` judges what visitors notice and when all work is done',
  },
  {
    what: 'gateways replaced, and parts killed, under 200 calls',
    goal: 'as under 40',
    instead:
      '`npm run bench:restart` and `npm run chaos` were run with 40, as three gateways, engine and callers fill two cores',
  },
  {
    what: 'Redis connections that calls leave behind',
    goal: 'as many as before, give or take two',
    instead: '`npm run soak` has no Redis, and counts those to Postgres',
  },
  {
    what: 'a tool that answers a byte at a time',
    goal: 'cut at 10 s, ≤ 300 KB',
    instead: 'a test holds that it is cut',
  },
  {
    what: 'packages with known weaknesses',
    goal: 'none high or critical for more than a week',
    instead: '`npm run supply-chain -- --audit` fails on them each night',
  },
];
