import { z } from 'zod';

interface Issue {
  readonly code?: string | undefined;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly format?: unknown;
  readonly expected?: unknown;
}

/** The contracts' rules in words for a person at a form. A rule with a message of its own keeps it. */
export function wordsForIssue(issue: Issue): string | undefined {
  const isText = issue.origin === 'string';
  if (issue.code === 'too_small' && isText) {
    return issue.minimum === 1 ? 'This is needed.' : `Use at least ${String(issue.minimum)} characters.`;
  }
  if (issue.code === 'too_small') return `Must be ${String(issue.minimum)} or more.`;
  if (issue.code === 'too_big') {
    return isText
      ? `Use at most ${String(issue.maximum)} characters.`
      : `Must be ${String(issue.maximum)} or less.`;
  }
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'Enter an e-mail address.';
  if (issue.code === 'invalid_type' && (issue.expected === 'number' || issue.expected === 'int')) {
    return 'Enter a whole number.';
  }
  if (issue.code === 'invalid_type') return 'This is needed.';
  return undefined;
}

// jitless: zod would otherwise compile parsers with `new Function`, which the content security policy forbids.
z.config({ jitless: true, customError: wordsForIssue });
