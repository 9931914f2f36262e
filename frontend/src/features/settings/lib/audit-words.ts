import type { AuditEntry } from '@orbisvoice/contracts';

/** What the log says, in words that go on after a name: "Anna … changed the team". By what it concerns. */
const GROUPS = {
  Team: {
    'tenant.created': 'made the team',
    'tenant.updated': 'changed the team',
    'referrer.removed': 'took away who referred the team',
    'retention.changed': 'changed how long calls are kept',
    'retention.erased': 'erased calls that were older than the team keeps them',
    'retention.records_erased': 'erased old records of tools outside of calls',
    'team_export.asked': 'asked for everything that the team has',
    'team_export.downloaded': 'downloaded everything that the team has',
  },
  People: {
    'member.joined': 'joined the team',
    'member.role_changed': 'changed the role of a member',
    'member.removed': 'removed a member',
    'invitation.sent': 'invited somebody',
    'invitation.withdrawn': 'withdrew an invitation',
    'user.email_verified': 'confirmed an e-mail address',
    'user.password_changed': 'changed a password',
  },
  'Signing in': {
    'session.started': 'signed in',
    'session.ended': 'signed out',
    'session.others_ended': 'signed out all other devices',
    'session.token_reused': 'came with a copied session, which was ended',
  },
  'API keys': {
    'api_key.created': 'made an API key',
    'api_key.updated': 'changed the limits of an API key',
    'api_key.revoked': 'revoked an API key',
  },
  Agents: {
    'agent.created': 'made an agent',
    'agent.updated': 'changed an agent',
    'agent.published': 'published an agent',
    'agent.withdrawn': 'withdrew an agent from visitors',
    'agent.rolled_back': 'brought back an earlier version of an agent',
    'agent.deleted': 'deleted an agent',
  },
  Tools: {
    'tool.created': 'made a tool',
    'tool.updated': 'changed a tool',
    'tool.secrets_changed': 'changed the secrets of a tool',
    'tool.deleted': 'deleted a tool',
  },
  Calls: {
    'call.erased': 'erased a call',
    'caller.exported': 'took out what is kept of a caller',
    'caller.erasure_asked': 'asked for a caller to be erased',
    'caller.erased': 'erased what was kept of a caller',
    'follow_up.done': 'looked after a call that went wrong',
  },
  Webhooks: {
    'webhook_endpoint.created': 'made a webhook endpoint',
    'webhook_endpoint.updated': 'changed a webhook endpoint',
    'webhook_endpoint.deleted': 'deleted a webhook endpoint',
    'webhook_endpoint.secret_rotated': 'made a new signing secret',
    'webhook_endpoint.tested': 'sent a test event',
    'webhook_endpoint.replayed': 'sent webhooks once more',
    'webhook_endpoint.switched_off': 'switched off a webhook endpoint that kept failing',
  },
} as const;

/** What the referral office does stands in the log of its people's team alone, so nobody else has to choose from it. */
const OFFICE = {
  'referral_analytics.read': 'looked at the referral figures',
  'referral_attribution.overridden': 'decided who referred a team',
  'referral_commission.adjusted': 'corrected a commission',
  'referral_conflict.resolved': 'settled contradicting reports',
  'referral_export.read': 'downloaded a referral file',
  'referral_export.read_with_names': 'downloaded a referral file with names',
  'referral_flag.raised': 'raised a doubt about a referral',
  'referral_flag.confirmed': 'confirmed a doubt about a referral',
  'referral_flag.dismissed': 'dismissed a doubt about a referral',
  'referral_partner.read': 'looked at a partner',
  'referral_partner.erased': 'erased a partner',
  'referral_referred.erased': 'erased who a referred team is',
  'referral_payout_method.read': 'looked at where a partner is paid',
  'referral_payout.approved': 'approved a payout',
  'referral_payout.sent': 'sent a payout',
  'referral_payout.paid': 'noted that a payout was paid',
  'referral_payout.failed': 'noted that a payout failed',
  'referral_payout.cancelled': 'cancelled a payout',
  'referral_payout.returned': 'noted that a payout came back',
  'referral_terms.published': 'published new referral terms',
  'referral_partner.active': 'let a partner in',
  'referral_partner.suspended': 'suspended a partner',
  'referral_partner.rejected': 'refused a partner',
  'referral_partner.closed': 'closed the account of a partner',
  'referral_mirror.arrived': 'noted that a message to the mirror arrived',
  'referral_mirror.send_again': 'sent a message to the mirror again',
} as const;

const WORDS = new Map<string, string>(
  [...Object.values(GROUPS), OFFICE].flatMap((group) => Object.entries(group)),
);

/** For a choice of actions, grouped. */
export const AUDIT_CHOICES: readonly (readonly [string, readonly (readonly [string, string])[]])[] =
  Object.entries(GROUPS).map(([name, group]) => [name, Object.entries(group)]);

/** Of a newer server this page may not know every action; then its own name is read as words. */
export function auditWords({ action, targetId }: Pick<AuditEntry, 'action' | 'targetId'>): string {
  if (action === 'retention.changed')
    return targetId === 'none' ? 'chose to keep calls for good' : `chose to keep calls for ${targetId} days`;
  if (action === 'retention.erased')
    return `erased ${targetId} ${targetId === '1' ? 'call' : 'calls'} older than the team keeps them`;
  if (action === 'retention.records_erased')
    return `erased ${targetId} ${targetId === '1' ? 'record' : 'records'} of tools outside of calls, older than the team keeps calls`;
  return WORDS.get(action) ?? action.replace(/[._]/g, ' ');
}
