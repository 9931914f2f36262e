import type {
  CreateTool,
  Tool,
  ToolBuiltin,
  ToolHttp,
  ToolKind,
  ToolParameters,
  UpdateTool,
} from '@orbisvoice/contracts';

/** The form knows all kinds at once; what is not of the chosen kind is not sent. */
export interface ToolFormValues {
  kind: ToolKind;
  name: string;
  description: string;
  confirm: boolean;
  filler: string;
  background: boolean;
  parameters: ToolParameters;
  http: Omit<ToolHttp, 'headers' | 'secretNames'> & { headers: { name: string; value: string }[] };
  builtin: BuiltinForm;
}

/** The settings of every built-in tool side by side, lists as lines of text. */
export interface BuiltinForm {
  name: ToolBuiltin['name'];
  recipients: string;
  toMembers: boolean;
  calendar: string;
  durationMinutes: number;
  timeZone: string;
  days: number[];
  from: string;
  to: string;
  webhookUrl: string;
  message: string;
}

export const NEW_TOOL: ToolFormValues = {
  kind: 'http',
  name: '',
  description: '',
  confirm: false,
  filler: '',
  background: false,
  parameters: { type: 'object', properties: {} },
  http: { method: 'GET', url: '', headers: [], timeoutMs: 10_000, retries: 0, idempotencyKey: false },
  builtin: {
    name: 'sendEmail',
    recipients: '',
    toMembers: true,
    calendar: 'default',
    durationMinutes: 30,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    days: [1, 2, 3, 4, 5],
    from: '09:00',
    to: '17:00',
    webhookUrl: '',
    message: 'A colleague has been told and will take over.',
  },
};

export function toolValues(tool: Tool): ToolFormValues {
  const { kind, name, description, confirm, filler, background, parameters } = tool;
  const http = tool.http ? httpForm(tool.http) : NEW_TOOL.http;
  const builtin = tool.builtin ? builtinForm(tool.builtin) : NEW_TOOL.builtin;
  return { kind, name, description, confirm, filler, background, parameters, http, builtin };
}

const httpForm = ({ headers, secretNames: _names, ...rest }: ToolHttp): ToolFormValues['http'] => ({
  ...rest,
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
});

function builtinForm({ name, settings }: ToolBuiltin): BuiltinForm {
  const recipients = 'recipients' in settings ? settings.recipients.join('\n') : '';
  return { ...NEW_TOOL.builtin, ...settings, name, recipients };
}

const PLACE = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;

/** Secrets that headers name: `Bearer {{TOKEN}}`. */
export const secretsIn = (headers: readonly { value: string }[]): string[] => [
  ...new Set(headers.flatMap(({ value }) => [...value.matchAll(PLACE)].map((match) => match[1] ?? ''))),
];

/** What a built-in tool needs to know in secret. */
export const WEBHOOK_SECRET = 'WEBHOOK_SECRET';

export function createBody(values: ToolFormValues): CreateTool {
  const { kind, http, builtin, parameters, ...common } = values;
  if (kind === 'http') return { ...common, kind, parameters, http: httpBody(http) };
  if (kind === 'builtin') return { ...common, kind, builtin: builtinBody(builtin) };
  return { ...common, kind, parameters };
}

export function updateBody(values: ToolFormValues): UpdateTool {
  const { kind: _kind, ...changes } = createBody(values);
  return changes;
}

const httpBody = ({ headers, ...rest }: ToolFormValues['http']): ToolHttp => ({
  ...rest,
  headers: Object.fromEntries(headers.map(({ name, value }) => [name.trim(), value])),
  secretNames: secretsIn(headers),
});

const linesOf = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

function builtinBody(form: BuiltinForm): ToolBuiltin {
  const recipients = linesOf(form.recipients);
  const { name, toMembers, calendar, durationMinutes, timeZone, days, from, to, webhookUrl, message } = form;
  switch (name) {
    case 'sendEmail':
      return { name, settings: { recipients, toMembers } };
    case 'bookMeeting':
      return { name, settings: { calendar, durationMinutes, timeZone, days, from, to, recipients } };
    case 'endCall':
      return { name, settings: {} };
    case 'transferToHuman':
      return { name, settings: { recipients, message, ...(webhookUrl.trim() && { webhookUrl }) } };
  }
}

/** Where in the form a complaint about the body belongs. */
export function formPath(path: string): string {
  if (path.startsWith('parameters')) return 'parameters';
  if (path.startsWith('http.headers') || path.startsWith('http.secretNames')) return 'http.headers';
  return path
    .replace(/^builtin\.settings\.([a-zA-Z]+).*$/, 'builtin.$1')
    .replace(/^(http\.[a-zA-Z]+).*$/, '$1');
}
