export { renderBrandedMail } from './branded-mail.js';
export { Mailer } from './mailer.js';
export type { MailToSend } from './mailer.js';
