#!/usr/bin/env node
// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { fromRoot } from '../bin/lib/paths.mjs';
import { complain, main, say, userError } from '../bin/lib/print.mjs';
import { figuresPage, reportIn } from './figures/document.mjs';
import { commandLine, figuresIn } from './figures/measurement.mjs';
import { MEASUREMENTS } from './figures/measurements.mjs';

const HELP = `npm run figures [-- --only voice,set-up --long --list --write]

Runs the commands that measure, one after another, and writes docs/figures.md: each goal beside what was measured, with the
command, the date and the machine; gaps are named. Without --long in a short form, a minute or two each.

  --only a,b   only these; the others keep what was measured before
  --long       the form that the goals are meant for
  --list       says what there is
  --write      measures nothing and writes the page anew from docs/figures.json`;

const DATA = fromRoot('docs', 'figures.json');
const PAGE = fromRoot('docs', 'figures.md');

await main(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      long: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const known = availableMeasurements();
  if (values.help || values.list) {
    const lines = known.map(({ id, command }) => `  ${id.padEnd(20)}${command}`);
    say(values.help ? HELP : lines.join('\n'));
    return 0;
  }
  const wanted = values.only?.split(',') ?? known.map(({ id }) => id);
  const unknown = wanted.filter((id) => !known.some((one) => one.id === id));
  if (unknown.length > 0) throw userError(`There is no ${unknown.join(', ')}; see --list.`);
  /** @type {Record<string, import('./figures/document.mjs').Outcome>} */
  const outcomes = existsSync(DATA) ? JSON.parse(readFileSync(DATA, 'utf8')) : {};
  const form = values.long ? 'long' : 'short';
  for (const measurement of values.write ? [] : known.filter(({ id }) => wanted.includes(id))) {
    complain(`  ${measurement.id} …`);
    outcomes[measurement.id] = await measured(measurement, form);
    // After each, so that what was measured survives whatever comes next.
    await write(known, outcomes);
  }
  if (values.write) await write(known, outcomes);
  const shown = wanted.flatMap((id) => outcomes[id]?.figures ?? []);
  for (const { what, goal, measured: found, met } of shown)
    say(`${met ? '✓' : '✗'} ${what}: ${found} (${goal})`);
  return wanted.some((id) => outcomes[id]?.failure) ? 1 : 0;
});

/** Those whose command this checkout has. */
function availableMeasurements() {
  const { scripts } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
  return MEASUREMENTS.filter(({ command }) => Object.hasOwn(scripts, command));
}

/**
 * @param {import('./figures/measurement.mjs').Measurement} measurement
 * @param {'short' | 'long'} form
 * @returns {Promise<import('./figures/document.mjs').Outcome>}
 */
async function measured(measurement, form) {
  const { command } = measurement;
  /** @type {Omit<import('./figures/document.mjs').Outcome, 'figures'>} */
  const facts = {
    command: commandLine(measurement, form),
    at: new Date().toISOString(),
    machine: machine(),
  };
  const output = await outputOf(command, measurement[form]);
  try {
    return { ...facts, figures: figuresIn(measurement, reportIn(output)) };
  } catch (error) {
    const failure = error instanceof Error ? error.message : 'the command gave no report';
    return { ...facts, figures: [], failure };
  }
}

/**
 * What a command prints; how it ends says only whether its own aims were met.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<string>}
 */
function outputOf(command, args) {
  const child = spawn('npm', ['run', '--silent', command, '--', ...args, '--json'], {
    cwd: fromRoot(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.once(signal, () => child.kill(signal));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => child.on('close', () => resolve(output)));
}

function machine() {
  const [cpu] = cpus();
  const model = cpu?.model.trim() || 'processor';
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
}

/**
 * @param {readonly import('./figures/measurement.mjs').Measurement[]} known
 * @param {Readonly<Record<string, import('./figures/document.mjs').Outcome>>} outcomes
 */
async function write(known, outcomes) {
  const order = known.map(({ id }) => id);
  const kept = Object.fromEntries(order.flatMap((id) => (outcomes[id] ? [[id, outcomes[id]]] : [])));
  const options = await resolveConfig(PAGE);
  writeFileSync(DATA, await format(JSON.stringify(kept), { ...options, parser: 'json' }));
  writeFileSync(PAGE, await format(figuresPage(known, kept), { ...options, parser: 'markdown' }));
}
