export { Mailer } from './mailer.js';
export type { MailToSend } from './mailer.js';
