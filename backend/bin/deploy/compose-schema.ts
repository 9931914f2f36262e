import { DCLinter } from 'dclint';

const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] });

/** Of the linter's messages; its own types are lost on the way (they import each other without a suffix). */
interface Message {
  severity: string;
  message: string;
}

/**
 * What the schema of the Compose Specification refuses in a file (the first of it, as the linter tells it), and ports or
 * names that are given twice. Its opinions on order and style, which are less than critical, are left out.
 */
export function composeRefusals(file: string): string[] {
  const [result, ...further] = linter.lintFiles([file], false);
  if (!result || further.length > 0) throw new Error(`${file} was not looked at`);
  const messages: Message[] = result.messages;
  return messages.filter(({ severity }) => severity === 'critical').map(({ message }) => message);
}
