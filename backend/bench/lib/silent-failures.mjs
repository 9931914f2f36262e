// @ts-check

const REPLY = 'It is ten o’clock in the morning, the sun is out, and the shop has just opened its doors';
const long = [{ say: `${REPLY}.`, audioMs: 4_000 }];
const turns = [
  { heard: 'What time is it?', reply: long },
  { on: { type: /** @type {const} */ ('text'), contains: 'last words' }, reply: long },
];

/**
 * What is done to each call, and when the trouble begins for the visitor: `answer-due` is the end of their turn (their
 * last sound and the silence that the agent's patience asks for), `silence` is when what had come was played, `first-audio` is
 * the first of the sound that nobody can hear, `dialled` is the hello.
 * @typedef {object} SilentFailure
 * @property {string} name
 * @property {'answer-due' | 'silence' | 'first-audio' | 'dialled'} from
 * @property {boolean} [bargesIn]  the visitor speaks into the first answer, and waits for one to that
 * @property {boolean} [takenBack]  only what comes after the reply was taken back is an answer
 * @property {any[]} faults
 */

/** @param {number} calls @returns {SilentFailure[]} */
export const silentFailures = (calls) => {
  const first = { connections: calls };
  return [
    {
      name: 'noise for audio',
      from: 'first-audio',
      takenBack: true,
      faults: [{ type: 'noise-audio', ...first }],
    },
    {
      name: 'tone for audio',
      from: 'first-audio',
      takenBack: true,
      faults: [{ type: 'tone-audio', ...first }],
    },
    { name: 'silent audio', from: 'first-audio', faults: [{ type: 'quiet-audio', ...first }] },
    { name: 'empty turn', from: 'answer-due', faults: [{ type: 'empty-turn', turn: 1, ...first }] },
    {
      name: 'words without audio',
      from: 'answer-due',
      faults: [{ type: 'words-without-audio', turn: 1, ...first }],
    },
    { name: 'cut-off turn', from: 'silence', faults: [{ type: 'cut-turn', afterChunks: 30, ...first }] },
    { name: 'stall', from: 'silence', faults: [{ type: 'stall', everyChunks: 30, ms: 20_000, ...first }] },
    {
      name: 'interrupted by nobody',
      from: 'silence',
      takenBack: true,
      faults: [{ type: 'phantom-interrupted', afterChunks: 30, ...first }],
    },
    {
      name: 'silent after interrupted',
      from: 'answer-due',
      bargesIn: true,
      faults: [{ type: 'silent-after-interrupted', ...first }],
    },
    {
      name: 'half-dead socket',
      from: 'answer-due',
      faults: [{ type: 'slow-reader', afterMs: 300, forMs: 60_000, ...first }],
    },
    { name: 'network cut', from: 'silence', faults: [{ type: 'reset', at: { afterChunks: 30 }, ...first }] },
    { name: 'provider 503', from: 'dialled', faults: [{ type: 'refuse-upgrade', status: 503, ...first }] },
    { name: 'provider timeout', from: 'dialled', faults: [{ type: 'no-setup-answer', ...first }] },
  ];
};

/** @param {any[]} faults */
export const scenarioOf = (faults) => ({ turns, timing: { speed: 1, ttfbMs: 200 }, faults });
