/** What may stand between the braces of a `{{name}}` place. */
export const PROMPT_VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
