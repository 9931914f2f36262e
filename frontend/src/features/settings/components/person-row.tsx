import type { ReactNode } from 'react';

interface PersonRowProps {
  title: ReactNode;
  text: string;
  children: ReactNode;
}

/** One person of a list, with what can be done about them. */
export function PersonRow({ title, text, children }: PersonRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 text-sm">
      <span className="min-w-40 flex-1">
        <span className="block truncate font-medium">{title}</span>
        <span className="block text-[13px] break-words text-dim">{text}</span>
      </span>
      <span className="flex items-center gap-1">{children}</span>
    </li>
  );
}
