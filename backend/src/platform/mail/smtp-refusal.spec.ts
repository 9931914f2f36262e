import { describe, expect, it } from '@jest/globals';
import { refusalOf } from './smtp-refusal.js';

/** As nodemailer makes it. */
const fault = (command: string, response: string, code = command === 'DATA' ? 'EMESSAGE' : 'EENVELOPE') =>
  Object.assign(new Error(`Not sent: ${response}`), {
    code,
    command,
    response,
    responseCode: Number(response.slice(0, 3)),
  });

describe('a refusal for good', () => {
  it.each([
    ['RCPT TO', '550 5.1.1 <a@example.test>: User unknown', '550 5.1.1'],
    ['RCPT TO', '550 no such user', '550'],
    ['RCPT TO', '550-5.1.1 The account does not exist.\n550 5.1.1 Look again', '550 5.1.1'],
    ['RCPT TO', '552 5.2.2 Mailbox full', '552 5.2.2'],
    ['RCPT TO', '553 not our domain', '553'],
    ['RCPT TO', '550 5.4.1 Recipient address rejected', '550 5.4.1'],
    ['DATA', '550 5.1.1 nobody of that name', '550 5.1.1'],
  ])('is at %s: %s', (command, response, said) => {
    expect(refusalOf(fault(command, response))).toBe(said);
  });

  it('is an address that is none', () => {
    const none = (message: string) =>
      refusalOf(Object.assign(new Error(message), { code: 'EENVELOPE', command: 'API' }));
    expect(none('Invalid recipient "a<b"')).toBe('no address');
    expect(none('No recipients defined')).toBe('no address');
    expect(none('Invalid sender "a<b"')).toBeUndefined();
  });
});

describe('what may be taken later', () => {
  it.each([
    ['a busy server', fault('RCPT TO', '450 4.2.0 Greylisted, try again')],
    ['a sign-in that fails', fault('AUTH PLAIN', '535 5.7.8 Bad credentials', 'EAUTH')],
    ['a sign-in that is missing', fault('RCPT TO', '530 5.7.0 Authentication required')],
    ['a sender who may not', fault('MAIL FROM', '550 5.1.8 Sender refused')],
    ['a sender who is looked at late', fault('RCPT TO', '553 5.1.8 Domain of sender does not resolve')],
    ['relaying that is not allowed', fault('RCPT TO', '554 5.7.1 Relay access denied')],
    ['the same without its detail', fault('RCPT TO', '550 relay not permitted')],
    ['a block list', fault('RCPT TO', '550 5.7.1 Service unavailable, your host is listed')],
    ['commands out of order', fault('RCPT TO', '503 5.5.1 MAIL first')],
    ['a text that is refused', fault('DATA', '554 Message rejected: address is not verified')],
    ['nobody who answers', Object.assign(new Error('no'), { code: 'ECONNECTION', command: 'CONN' })],
    ['a fault of our own', new TypeError('no')],
    ['something else', 'no'],
  ])('is %s', (_name, error) => {
    expect(refusalOf(error)).toBeUndefined();
  });
});
