import { z } from 'zod';
import { Uuid } from './common.js';

/** The way from a new account to a visitor who talks, in the order in which most people go. */
export const ONBOARDING_STEPS = [
  'verify_email',
  'create_agent',
  'try_agent',
  'publish_agent',
  'allow_origin',
  'embed_widget',
  'first_call',
] as const;

/** How far a team has come, told by what it has really done. */
export const Onboarding = z
  .object({
    steps: z.array(z.object({ name: z.enum(ONBOARDING_STEPS), done: z.boolean() })),
    /** The agent that has come furthest, which the open steps are about; null before there is one. */
    agentId: Uuid.nullable(),
    /** The person has put the list away in this team. */
    dismissed: z.boolean(),
  })
  .meta({ id: 'Onboarding' });
export type Onboarding = z.infer<typeof Onboarding>;
export type OnboardingStep = Onboarding['steps'][number]['name'];

export const UpdateOnboarding = z.object({ dismissed: z.boolean() }).meta({ id: 'UpdateOnboarding' });
export type UpdateOnboarding = z.infer<typeof UpdateOnboarding>;
