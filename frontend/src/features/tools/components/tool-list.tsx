import type { Tool } from '@orbisvoice/contracts';
import { AppWindow, ChevronRight, Globe, Sparkles } from 'lucide-react';
import { paths } from '../../../config/paths.js';
import { Link } from '../../../lib/router/link.js';

const KINDS = {
  http: { Icon: Globe, text: 'Your server' },
  builtin: { Icon: Sparkles, text: 'OrbisVoice' },
  client: { Icon: AppWindow, text: 'The page' },
} as const;

interface ToolListProps {
  tools: readonly Tool[];
  /** Names of the agents that have a tool. */
  usersOf: (id: string) => readonly string[];
}

export function ToolList({ tools, usersOf }: ToolListProps) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-card border border-line">
      {tools.map((tool) => {
        const { Icon, text } = KINDS[tool.kind];
        const users = usersOf(tool.id);
        return (
          <li key={tool.id}>
            <Link
              to={paths.tool(tool.id)}
              className="grid grid-cols-[auto_1fr_auto] items-center gap-x-4 gap-y-1 px-4 py-3.5 -outline-offset-2 hover:bg-mist sm:grid-cols-[auto_2fr_8rem_1fr_auto]"
            >
              <span className="grid size-9 place-items-center rounded-full bg-mist text-dim">
                <Icon size={17} aria-hidden="true" />
              </span>
              <span className="min-w-0">
                <code className="block truncate font-mono text-[13px] font-medium">{tool.name}</code>
                <span className="block truncate text-[13px] text-dim">{tool.description}</span>
              </span>
              <span className="hidden text-[13px] text-dim sm:block">{text}</span>
              <span className="col-start-2 row-start-2 truncate text-[13px] text-dim sm:col-start-4 sm:row-start-1">
                {users.length === 0 ? 'No agent uses it' : `Used by ${users.join(', ')}`}
              </span>
              <ChevronRight size={16} aria-hidden="true" className="text-dim" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
