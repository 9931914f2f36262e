// @ts-check
// What runs in the threads of password-hasher.ts. JavaScript, because a thread is begun by a file that Node can run as it
// stands, also where the rest is compiled while it is loaded.
import { hashSync, verifySync } from '@node-rs/argon2';

/** @param {{ password: string, options: import('@node-rs/argon2').Options }} task */
export const hash = ({ password, options }) => hashSync(password, options);

/** @param {{ password: string, passwordHash: string }} task */
export const verify = ({ password, passwordHash }) => verifySync(passwordHash, password);
