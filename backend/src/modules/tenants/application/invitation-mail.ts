import { renderBrandedMail } from '../../../platform/mail/branded-mail.js';

export const INVITATION_DAYS = 7;

export interface InvitationMail {
  tenantName: string;
  inviterName: string;
  /** The part of the link that proves the mailbox. */
  token: string;
  publicUrl: string;
}

export function invitationMail({ tenantName, inviterName, token, publicUrl }: InvitationMail) {
  return {
    template: 'invitation',
    subject: `${inviterName} invites you to ${tenantName} on OrbisVoice`,
    ...renderBrandedMail({
      heading: `Join ${tenantName}`,
      paragraphs: [`${inviterName} invites you to work on the voice agents of ${tenantName}.`],
      action: { label: 'Accept the invitation', url: `${publicUrl}/accept-invitation?token=${token}` },
      footnote: `The link is for you alone and works for ${INVITATION_DAYS} days. If you did not expect this mail, ignore it.`,
    }),
  };
}
