import { CONFIRMATION_ARGUMENT, type ToolParameters } from '@orbisvoice/contracts';

/** What the model is told about the arguments; of a tool that asks first, also how asking goes. */
export function declaredParameters(parameters: ToolParameters, confirm: boolean): ToolParameters {
  if (!confirm) return parameters;
  const asked = {
    type: 'string',
    description:
      'Leave out at first. The answer then holds a token: say to the user what will happen, and only after they agree ' +
      'call again with the same arguments and the token here.',
  };
  const properties = { ...(parameters.properties as object | undefined), [CONFIRMATION_ARGUMENT]: asked };
  return { ...parameters, properties };
}

export const confirmationRequest = (token: string) => ({
  status: 'confirmation_required',
  token,
  instruction:
    'Nothing has been done yet. Tell the user what will happen and ask whether they agree. If they do, call again with ' +
    `the same arguments and this token as ${CONFIRMATION_ARGUMENT}. If not, do not call again.`,
});
