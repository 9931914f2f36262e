import type { TestedTool, Tool } from '@orbisvoice/contracts';
import { FlaskConical, Play } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Textarea } from '../../../components/ui/input.js';
import { ApiError, messageOf } from '../../../lib/api-error.js';
import { useTestTool } from '../api/tools.js';
import { exampleArguments } from '../lib/parameter-fields.js';

const parse = (text: string): Record<string, unknown> | undefined => {
  try {
    const args: unknown = JSON.parse(text);
    return typeof args === 'object' && args !== null && !Array.isArray(args)
      ? (args as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

/** Uses the saved tool as an agent would. A dry run shows the request and sends nothing. */
export function TestConsole({ tool }: { tool: Tool }) {
  const [text, setText] = useState(() => JSON.stringify(exampleArguments(tool.parameters), null, 2));
  const test = useTestTool(tool.id);
  const args = parse(text);
  const run = (dryRun: boolean): void => {
    if (args) test.mutate({ args, dryRun });
  };
  return (
    <Card title="Try it" text="With the tool as it was last saved.">
      <div className="grid gap-4">
        <Field label="Arguments for the test" error={args ? undefined : 'This is no JSON object yet.'}>
          {(field) => (
            <Textarea
              {...field}
              value={text}
              onChange={(event) => setText(event.target.value)}
              rows={6}
              spellCheck={false}
              className="font-mono text-[13px]"
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button disabled={!args} busy={test.isPending && test.variables.dryRun} onClick={() => run(true)}>
            <FlaskConical size={16} aria-hidden="true" />
            Dry run
          </Button>
          {tool.kind !== 'client' && (
            <Button
              look="primary"
              disabled={!args}
              busy={test.isPending && !test.variables.dryRun}
              onClick={() => run(false)}
            >
              <Play size={16} aria-hidden="true" />
              Run for real
            </Button>
          )}
        </div>
        <div aria-live="polite" className="grid gap-4">
          {test.isError && <TestFailure error={test.error} />}
          {test.data && <TestResult tested={test.data} />}
        </div>
      </div>
    </Card>
  );
}

function TestFailure({ error }: { error: unknown }) {
  const details = error instanceof ApiError ? error.details : [];
  return (
    <div className="rounded-control border border-bad/40 bg-bad/8 px-3 py-2 text-sm text-bad">
      <p>{messageOf(error)}</p>
      {details.map(({ path, message }) => (
        <p key={path + message} className="font-mono text-[13px]">
          {path}: {message}
        </p>
      ))}
    </div>
  );
}

function TestResult({ tested: { request, answer, dryRun } }: { tested: TestedTool }) {
  return (
    <>
      {request ? (
        <Block title="Request">
          {`${request.method} ${request.url}\n${headerLines(request.headers)}${request.body === null ? '' : `\n\n${request.body}`}`}
        </Block>
      ) : (
        <p className="text-[13px] text-dim">This tool sends no request.</p>
      )}
      {dryRun && <p className="text-[13px] text-dim">Nothing was sent. The arguments fit.</p>}
      {answer && (
        <>
          <p className="flex flex-wrap items-center gap-2 text-[13px] text-dim">
            <Badge tone={answer.ok ? 'good' : 'bad'}>{answer.ok ? 'Succeeded' : 'Failed'}</Badge>
            <span className="font-mono tabular-nums">{answer.totalMs.toLocaleString('en')} ms</span>
          </p>
          {answer.error && <p className="text-sm text-bad">{answer.error}</p>}
          {answer.result !== null && (
            <Block title="What the agent gets">{JSON.stringify(answer.result, null, 2)}</Block>
          )}
        </>
      )}
    </>
  );
}

const headerLines = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

function Block({ title, children }: { title: string; children: string }) {
  return (
    <figure className="grid min-w-0 gap-1.5">
      <figcaption className="text-[13px] font-medium">{title}</figcaption>
      <pre
        tabIndex={0}
        className="max-h-72 overflow-auto rounded-control border border-line bg-mist p-3 font-mono text-[13px] leading-relaxed break-words whitespace-pre-wrap"
      >
        {children}
      </pre>
    </figure>
  );
}
