// @ts-check
import { readReport } from './reports.mjs';

/** @typedef {import('./reports.mjs').Reports} Reports */

/** One line of the table. @typedef {import('../lib/bench-goals.mjs').Figure} Figure */

/**
 * A command that measures, in a form of a minute or two and in the form that the goal is meant for.
 * @template {keyof Reports} Id
 * @typedef {object} MeasurementOf
 * @property {Id} id
 * @property {string} command  an npm script that takes `--json`
 * @property {string[]} short
 * @property {string[]} long
 * @property {(report: import('zod').output<Reports[Id]>) => Figure[]} read
 */

/** @typedef {{ [Id in keyof Reports]: MeasurementOf<Id> }[keyof Reports]} Measurement */

/**
 * The figures of a printed report. Throws where the report is not the one that the measurement knows.
 * @template {keyof Reports} Id
 * @param {MeasurementOf<Id>} measurement
 * @param {unknown} printed
 */
export const figuresIn = ({ id, read }, printed) => read(readReport(id, printed));

/**
 * As somebody types it.
 * @param {Pick<Measurement, 'command' | 'short' | 'long'>} measurement
 * @param {'short' | 'long'} form
 */
export function commandLine({ command, ...forms }, form) {
  const args = forms[form];
  return `npm run ${command}${args.length > 0 ? ` -- ${args.join(' ')}` : ''}`;
}

/**
 * Which form a command line is of; where both are the same, the one that the goal is meant for.
 * @param {Pick<Measurement, 'command' | 'short' | 'long'>} measurement
 * @param {string} written
 * @returns {'long' | 'short' | 'former'} former: the measurement asks for something else today
 */
export function formOf(measurement, written) {
  if (written === commandLine(measurement, 'long')) return 'long';
  return written === commandLine(measurement, 'short') ? 'short' : 'former';
}
