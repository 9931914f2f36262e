import type { Role } from '@orbisvoice/contracts';
import {
  Archive,
  AudioLines,
  ChartColumn,
  Code,
  Gift,
  KeyRound,
  ListChecks,
  LogOut,
  MonitorSmartphone,
  Moon,
  PhoneCall,
  Plus,
  ReceiptText,
  ScrollText,
  Settings,
  ShieldCheck,
  Sun,
  UserPlus,
  Webhook,
  Wrench,
} from 'lucide-react';
import { paths } from '../../config/paths.js';
import type { PaletteEntry } from '../../features/palette/lib/entries.js';
import { setTheme } from '../../lib/theme.js';

interface Deeds {
  go: (to: string) => void;
  logOut: () => void;
  /** Absent where all of them are done. */
  showFirstSteps?: () => void;
}

/** Pages and actions that are there whatever the team has. */
export function fixedEntries(role: Role, { go, logOut, showFirstSteps }: Deeds): PaletteEntry[] {
  const page = (text: string, to: string, Icon: PaletteEntry['Icon'], hint?: string): PaletteEntry => ({
    id: to,
    group: 'Go to',
    text,
    ...(hint && { hint }),
    Icon,
    run: () => go(to),
  });
  const action = (id: string, text: string, Icon: PaletteEntry['Icon'], run: () => void): PaletteEntry => ({
    id,
    group: 'Do',
    text,
    Icon,
    run,
  });
  const manages = role !== 'member';
  const isDark = document.documentElement.dataset.theme === 'dark';
  return [
    page('Agents', paths.agents, AudioLines),
    page('Tools', paths.tools, Wrench),
    page('Calls', paths.calls, PhoneCall),
    page('Follow-ups', paths.followUps, ListChecks, 'Calls that went wrong'),
    page('Analytics', paths.analytics, ChartColumn),
    page('Referrals', paths.referrals, Gift),
    page('Team settings', paths.settings, Settings, 'Members, name'),
    ...(manages
      ? [
          page('API keys', paths.apiKeys, KeyRound),
          page('Webhooks', paths.webhooks, Webhook, 'Events for your server'),
          page('Privacy', paths.privacy, ShieldCheck, 'Erase a caller, save what is kept'),
          page('Audit log', paths.auditLog, ScrollText, 'Who did what'),
          page('Plan and usage', paths.billing, ReceiptText, 'Billing, invoices, limits'),
        ]
      : []),
    page('Embed', paths.embed, Code, 'Snippet, website, widget'),
    page('Data retention', paths.retention, Archive, 'How long calls are kept'),
    page('Signed-in devices', paths.sessions, MonitorSmartphone, 'Sessions'),
    action('new-agent', 'New agent', Plus, () => go(paths.newAgent)),
    action('new-tool', 'New tool', Plus, () => go(paths.newTool)),
    ...(manages ? [action('invite', 'Invite people', UserPlus, () => go(paths.settings))] : []),
    isDark
      ? action('theme', 'Switch to the light theme', Sun, () => setTheme('light'))
      : action('theme', 'Switch to the dark theme', Moon, () => setTheme('dark')),
    ...(showFirstSteps ? [action('first-steps', 'Show the first steps', ListChecks, showFirstSteps)] : []),
    action('log-out', 'Log out', LogOut, logOut),
  ];
}
