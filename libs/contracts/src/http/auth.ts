import { z } from 'zod';
import { Email, Timestamp, Uuid, plainText } from './common.js';
import { Role, Tenant } from './tenants.js';

export const Password = z.string().min(10, 'use at least 10 characters').max(200);

export const Signup = z
  .object({
    email: Email,
    password: Password,
    name: plainText(120),
    tenantName: plainText(120),
    referralCode: z.string().trim().min(1).max(64).optional(),
    /** The `ref` of the page's address, carried through the visit where nothing was stored. */
    referralParam: z.string().trim().min(1).max(64).optional(),
    /** The person took the referral away; nobody is credited, whatever a cookie says. */
    referralDeclined: z.boolean().optional(),
  })
  .meta({ id: 'Signup' });
export type Signup = z.infer<typeof Signup>;

export const Login = z.object({ email: Email, password: z.string().min(1).max(200) }).meta({ id: 'Login' });
export type Login = z.infer<typeof Login>;

export const VerifyEmail = z.object({ token: z.string().min(20).max(200) }).meta({ id: 'VerifyEmail' });
export type VerifyEmail = z.infer<typeof VerifyEmail>;

export const ForgotPassword = z.object({ email: Email }).meta({ id: 'ForgotPassword' });
export type ForgotPassword = z.infer<typeof ForgotPassword>;

export const ResetPassword = z
  .object({ token: z.string().min(20).max(200), password: Password })
  .meta({ id: 'ResetPassword' });
export type ResetPassword = z.infer<typeof ResetPassword>;

export const AcceptInvitation = z
  .object({
    token: z.string().min(20).max(200),
    /** Needed only where the invited address has no account yet. */
    name: plainText(120).optional(),
    /** Sets the password of a new account; proves an existing one where its owner is not signed in. */
    password: z.string().min(1).max(200).optional(),
  })
  .meta({ id: 'AcceptInvitation' });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

/** Who is signed in, and where. */
export const Me = z
  .object({
    user: z.object({ id: Uuid, email: z.string(), name: z.string(), emailVerified: z.boolean() }),
    tenant: Tenant,
    role: Role,
    /** Present for the people who run this installation, who may use `/admin`. */
    platformAdmin: z.literal(true).optional(),
    tenants: z.array(z.object({ id: Uuid, name: z.string(), role: Role })),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const SwitchTenant = z.object({ tenantId: Uuid }).meta({ id: 'SwitchTenant' });
export type SwitchTenant = z.infer<typeof SwitchTenant>;

/** One signed-in browser. */
export const SessionInfo = z
  .object({
    id: Uuid,
    createdAt: Timestamp,
    lastSeenAt: Timestamp,
    userAgent: z.string(),
    /** Where it was last seen, shortened to the network. */
    network: z.string(),
    current: z.boolean(),
  })
  .meta({ id: 'SessionInfo' });
export type SessionInfo = z.infer<typeof SessionInfo>;

export const EndedSessions = z.object({ count: z.int() }).meta({ id: 'EndedSessions' });
export type EndedSessions = z.infer<typeof EndedSessions>;
