import { VARIABLES, VARIABLE_GROUPS, type Variable } from './variables.js';

/** The reference of all variables as Markdown, for `docs/api/env.md`. */
export function describeVariables(): string {
  const all: [string, Variable][] = Object.entries(VARIABLES);
  const sections = VARIABLE_GROUPS.map((group) => {
    const rows = all
      .filter(([, variable]) => variable.group === group)
      .map(
        ([name, { about, absent, secret }]) =>
          `| \`${name}\` | ${about}${secret ? ' **Secret.**' : ''} | ${absent} |`,
      );
    return `## ${group}\n\n| variable | what it sets | without it |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Configuration\n\nGenerated from \`libs/config\`; do not edit by hand.\n\n${sections.join('\n')}`;
}
