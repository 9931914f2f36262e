/** Printed by the named commands on the named day, on two shared cores. Nothing here is a promise about other machines. */
export const MEASURED_ON = '2026-11-23';

/** `npm run bench:guard -- --calls 10`: from the moment in which a visitor begins to wait in vain. */
export const RECOVERIES = [
  { what: 'The model sends silence instead of speech', noticedMs: 497, heardMs: 868 },
  { what: 'The model ends its turn without a word', noticedMs: 20, heardMs: 233 },
  { what: 'An answer stops in the middle', noticedMs: 1410, heardMs: 2812 },
  { what: 'The connection to the model dies without saying so', noticedMs: 1688, heardMs: 2559 },
  { what: 'The model’s service refuses the call with a 503', noticedMs: 1173, heardMs: 1225 },
] as const;

export const FIGURES = [
  {
    figure: '18 KB',
    what: 'The whole widget, compressed: script, styles, audio, reconnection.',
    command: 'npm run bench -- --only widget',
  },
  {
    figure: '25 ms',
    what: 'From the script tag to a button that can be pressed, on the machine itself.',
    command: 'npm run bench -- --only widget',
  },
  {
    figure: '8 ms',
    what: 'The longest gap heard in 20 changes of the model’s connection in the middle of calls.',
    command: 'npm run bench:gaps',
  },
  {
    figure: '0',
    what: 'Keys, databases and accounts needed before the first call on your machine.',
    command: 'npm start',
  },
] as const;
