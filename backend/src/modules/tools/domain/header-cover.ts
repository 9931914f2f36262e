const TELLING_NAME = /auth|cookie|key|password|secret|signature|token/i;
const TEMPLATE = /\{\{\s*\w+\s*\}\}/;
export const COVERED = '(not given)';

/**
 * Headers as they may leave the product. Secrets have a place of their own and stand in a header as `{{NAME}}`; where
 * somebody has written one into the header itself, it is covered.
 */
export const coveredHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      TELLING_NAME.test(name) && !TEMPLATE.test(value) ? COVERED : value,
    ]),
  );
