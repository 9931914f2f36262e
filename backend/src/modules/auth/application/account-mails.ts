import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { renderBrandedMail } from '../../../platform/mail/branded-mail.js';

export const VERIFY_HOURS = 48;
export const RESET_MINUTES = 15;

interface AccountMail {
  template: string;
  subject: string;
  text: string;
  html: string;
}

/** The mails about an account. What a link opens happens by a press there: mail scanners visit every link. */
@Injectable()
export class AccountMails {
  constructor(private readonly config: AppConfig) {}

  verification(name: string, token: string): AccountMail {
    return {
      template: 'verify-email',
      subject: 'Confirm your e-mail address',
      ...renderBrandedMail({
        heading: `Welcome, ${name}`,
        paragraphs: ['Please confirm that this is your address, so that nobody can use it in your name.'],
        action: { label: 'Confirm the address', url: this.link('verify-email', token) },
        footnote: `The link works once, for ${VERIFY_HOURS} hours. If you did not sign up to OrbisVoice, ignore this mail.`,
      }),
    };
  }

  reset(name: string, token: string): AccountMail {
    return {
      template: 'reset-password',
      subject: 'Choose a new password',
      ...renderBrandedMail({
        heading: 'Choose a new password',
        paragraphs: [`${name}, somebody (hopefully you) asked for a new password for your account.`],
        action: { label: 'Choose a password', url: this.link('reset-password', token) },
        footnote: `The link works once, for ${RESET_MINUTES} minutes. If it was not you, ignore this mail: nothing has changed.`,
      }),
    };
  }

  passwordChanged(name: string): AccountMail {
    return {
      template: 'password-changed',
      subject: 'Your password was changed',
      ...renderBrandedMail({
        heading: 'Your password was changed',
        paragraphs: [`${name}, your password was changed just now, and every browser was signed out.`],
        action: { label: 'It was not me', url: `${this.config.publicUrl}/forgot-password` },
        footnote: 'If it was you, there is nothing to do.',
      }),
    };
  }

  signupAttempt(name: string): AccountMail {
    return {
      template: 'signup-attempt',
      subject: 'You already have an account',
      ...renderBrandedMail({
        heading: 'You already have an account',
        paragraphs: [
          `${name}, somebody tried to sign up to OrbisVoice with your address. Nothing has changed.`,
        ],
        action: { label: 'Sign in', url: `${this.config.publicUrl}/login` },
        footnote: 'If you forgot your password, ask for a new one on the page where you sign in.',
      }),
    };
  }

  private link(page: string, token: string): string {
    return `${this.config.publicUrl}/${page}?token=${token}`;
  }
}
