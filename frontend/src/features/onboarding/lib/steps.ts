import type { OnboardingStep } from '@orbisvoice/contracts';
import { paths } from '../../../config/paths.js';

interface StepWords {
  title: string;
  text: string;
  /** Where it is done; undefined where that is elsewhere, or nothing can be done before an earlier step. */
  to: (agentId: string | null) => string | undefined;
}

const onAgent =
  (part = '') =>
  (agentId: string | null): string | undefined =>
    agentId === null ? undefined : paths.agent(agentId) + part;

export const STEPS: Record<OnboardingStep, StepWords> = {
  verify_email: {
    title: 'Confirm your e-mail address',
    text: 'Open the link in the mail that we sent you.',
    to: () => undefined,
  },
  create_agent: {
    title: 'Make an agent',
    text: 'Say who it is and what it knows, and choose a voice.',
    to: () => paths.newAgent,
  },
  try_agent: {
    title: 'Talk with it',
    text: 'Right beside the editor, before anybody else can.',
    to: onAgent(),
  },
  publish_agent: {
    title: 'Publish it',
    text: 'Visitors get what you published, never your draft.',
    to: onAgent(),
  },
  allow_origin: {
    title: 'Allow your website',
    text: 'Only sites that the agent allows may embed it.',
    to: onAgent('#access'),
  },
  embed_widget: {
    title: 'Put it on your website',
    text: 'One script tag. We notice when the site shows it.',
    to: (agentId) => (agentId === null ? undefined : paths.embed),
  },
  first_call: {
    title: 'Answer the first visitor',
    text: 'The call appears here while it is on.',
    to: () => paths.calls,
  },
};
