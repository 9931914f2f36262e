import { createTransport } from 'nodemailer';

/** Connects, greets and signs in as for a mail, and sends none. @throws with nodemailer's `code` and `responseCode`. */
export async function verifySmtp(url: string): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 8_000,
  });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
