import type { FieldErrors, Resolver } from 'react-hook-form';
import { createBody, formPath, type ToolFormValues } from './tool-form.mapping.js';

/** Checks what would be sent by the contract, and shows each complaint where its words were typed. */
export const toolResolver: Resolver<ToolFormValues> = async (values) => {
  const [{ CreateTool }] = await Promise.all([
    import('@orbisvoice/contracts'),
    import('../../../lib/zod-setup.js'),
  ]);
  const checked = CreateTool.safeParse(createBody(values));
  if (checked.success) return { values, errors: {} };
  const errors: FieldErrors<ToolFormValues> = {};
  for (const { path, message } of checked.error.issues) {
    const full = path.join('.');
    const field = formPath(full);
    const inside = field === 'parameters' ? full.replace(/^parameters\.?/, '') : '';
    put(errors, field.split('.'), inside ? `${inside} ${message}` : message);
  }
  return { values: {}, errors };
};

/** The first complaint about a field stays: one at a time is enough to mend. */
function put(errors: object, [head = '', ...rest]: string[], message: string): void {
  const node = errors as Record<string, unknown>;
  if (rest.length > 0) put((node[head] ??= {}) as object, rest, message);
  else node[head] ??= { type: 'contract', message };
}
