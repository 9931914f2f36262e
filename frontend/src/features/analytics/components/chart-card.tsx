import { useState, type ReactNode } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';

interface ChartCardProps {
  title: string;
  text: string;
  /** The same numbers for those who would rather read them, the first column naming the row. */
  table: { head: readonly string[]; rows: readonly (readonly string[])[] };
  children: ReactNode;
}

/** A chart, or its numbers as a table. */
export function ChartCard({ title, text, table, children }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <Card
      title={title}
      text={text}
      actions={
        <Button look="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Chart' : 'Table'}
        </Button>
      }
    >
      {asTable ? <NumbersTable {...table} title={title} /> : <div className="h-60">{children}</div>}
    </Card>
  );
}

function NumbersTable({ title, head, rows }: ChartCardProps['table'] & { title: string }) {
  return (
    // Focusable, because what scrolls must be reachable by keyboard.
    <div className="h-60 overflow-auto" tabIndex={0} role="region" aria-label={title}>
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-paper text-left text-xs text-dim">
          <tr>
            {head.map((name, column) => (
              <th
                key={name}
                scope="col"
                className={column ? 'py-1 text-right font-medium' : 'py-1 font-medium'}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line tabular-nums">
          {rows.map(([name = '', ...cells], row) => (
            <tr key={row}>
              <th scope="row" className="py-1.5 text-left font-normal">
                {name}
              </th>
              {cells.map((cell, column) => (
                <td key={column} className="py-1.5 text-right">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
