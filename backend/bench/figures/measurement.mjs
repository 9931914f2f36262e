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
