// @ts-check
import { formOf } from './measurement.mjs';
import { UNMEASURED } from './unmeasured.mjs';

/**
 * What one measurement gave, as `docs/figures.json` keeps it.
 * @typedef {object} Outcome
 * @property {string} command  as it was called
 * @property {string} at  ISO date and time
 * @property {string} machine
 * @property {import('./measurement.mjs').Figure[]} figures
 * @property {string} [failure]  why there are none
 */

const INTRODUCTION = `# Figures

Goals and what was measured, written by \`npm run figures\` from what the measuring commands print; do not edit by hand. Everything
runs on loopback on the machine that is named; ratios are measured side by side in one run, absolute times are that machine's. What
each command does is in [measuring](guides/measuring.md). Goals are meant for the long form of a command; what was measured in the short
one says so, and so does what was measured in a former one, which asked for something else than the command does today.
`;

/**
 * The whole page.
 * @param {readonly import('./measurement.mjs').Measurement[]} measurements
 * @param {Readonly<Record<string, Outcome>>} outcomes
 */
export function figuresPage(measurements, outcomes) {
  const rows = measurements.flatMap((measurement) => {
    const { id } = measurement;
    const outcome = outcomes[id];
    if (!outcome) return [];
    const date = outcome.at.slice(0, 10);
    const command = `\`${outcome.command}\``;
    const form = formOf(measurement, outcome.command);
    const { failure } = outcome;
    if (failure) return [[id, '', `not measured: ${failure}`, '✗', form, command, date]];
    return outcome.figures.map(({ what, goal, measured, met }) => [
      ...[what, goal, measured, met ? '✓' : '✗'],
      ...[form, command, date],
    ]);
  });
  const open = rows
    .filter((row) => row[3] === '✗')
    .map(([what, goal, measured]) => gap(what, goal, measured));
  const owed = measurements.flatMap((measurement) => {
    const outcome = outcomes[measurement.id];
    if (!outcome) return [`- ${measurement.id}: never measured`];
    return formOf(measurement, outcome.command) === 'former'
      ? [`- ${measurement.id}: not measured since its command asks for something else`]
      : [];
  });
  const gaps = [...open, ...owed];
  const machines = [...new Set(Object.values(outcomes).map(({ machine }) => machine))];
  return [
    INTRODUCTION,
    `Machine: ${machines.join('; ') || 'none yet'}.\n`,
    table(['what', 'goal', 'measured', '', 'form', 'command', 'date'], rows),
    `\n## Gaps\n\n${gaps.length === 0 ? 'None.' : gaps.join('\n')}\n`,
    `### Goals without a measurement\n\n${UNMEASURED.map(unmeasured).join('\n')}\n`,
  ].join('\n');
}

const gap = (what = '', goal = '', measured = '') =>
  `- ${what}: ${measured}${goal ? `, where ${goal} is the goal` : ''}`;

/** @param {import('./unmeasured.mjs').Unmeasured} goal */
const unmeasured = ({ what, goal, instead }) => `- ${what}: ${goal} is the goal; ${instead}`;

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The object or list at the end of an output, on one line or on several. @param {string} output */
export function reportIn(output) {
  const start = /^[[{]/m.exec(output)?.index;
  if (start === undefined) throw new Error('the command gave no report');
  return JSON.parse(output.slice(start));
}
