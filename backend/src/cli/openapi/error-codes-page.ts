import { ERROR_CATALOGUE, ERROR_CODES, type ErrorSpec } from '@orbisvoice/contracts';

export function describeErrorCodes(): string {
  const rows = ERROR_CODES.map((code) => {
    const { status, close, retryable, message }: ErrorSpec = ERROR_CATALOGUE[code];
    return `| \`${code}\` | ${status} | ${close ?? ''} | ${retryable ? 'yes' : 'no'} | ${message} |`;
  });
  return `# Error codes

Generated from \`libs/contracts\`; do not edit by hand.

Every error answer is \`{ "error": { "code", "message", "requestId", "details"? } }\`; \`details\` names the faulty fields.
Decide by the code, never by the message. "Close" is the code with which the voice socket closes for the same reason.

| code | HTTP | close | same request may succeed later | message |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
