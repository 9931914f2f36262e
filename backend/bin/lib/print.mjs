// @ts-check

/** Colour only where a person looks: a terminal that did not ask for plain text (https://no-color.org). */
const coloured = process.stdout.isTTY && !process.env.NO_COLOR;

/** @param {string} code @returns {(text: string) => string} */
const style = (code) => (text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = style('1');
export const dim = style('2');
export const green = style('32');
export const red = style('31');
export const cyan = style('36');

/** @param {string} text */
export const say = (text) => void process.stdout.write(`${text}\n`);

/** @param {string} text */
export const complain = (text) => void process.stderr.write(`${text}\n`);

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * A fault that the person at the keyboard can mend: printed as it is, without a stack.
 * @param {string} message
 */
export const userError = (message) => Object.assign(new Error(message), { forUser: true });

/**
 * Runs a command's body; ends the process with 1 on a fault.
 * @param {() => Promise<number | void>} body
 */
export async function main(body) {
  try {
    const code = await body();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    const known = error instanceof Error && 'forUser' in error;
    complain(red(known ? error.message : String((error instanceof Error && error.stack) || error)));
    process.exitCode = 1;
  }
}
