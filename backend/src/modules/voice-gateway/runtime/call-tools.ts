import { keyedDigest } from '../../../platform/crypto/index.js';
import type { ToolForCall } from '../../tools/index.js';
import type { ProviderCapabilities, ToolDeclaration } from '../providers/voice-provider.port.js';
import type { CallTool } from '../session/input.js';

/** The model says it in the language of the conversation. */
const USUAL_FILLER = 'One moment, please.';

/** The agent's tools as the session takes them, and as the model is told of them. */
export interface CallTools {
  readonly tools: readonly CallTool[];
  readonly declarations: readonly ToolDeclaration[];
}

export function callTools(
  tools: readonly ToolForCall[],
  { whileTools }: Pick<ProviderCapabilities, 'whileTools'>,
): CallTools {
  return {
    tools: tools.map(({ id, kind, declaration, filler, background }) => {
      const modelTalks = whileTools[background ? 'background' : 'foreground'] === 'talks';
      return {
        id,
        name: declaration.name,
        kind,
        filler: filler || USUAL_FILLER,
        background: background && modelTalks,
        modelTalks,
        digestOf: (args) => keyedDigest(id, args).toString('hex'),
      };
    }),
    declarations: tools.map(({ declaration, filler, background }) => {
      const silent = whileTools[background ? 'background' : 'foreground'] === 'silent';
      return {
        ...declaration,
        background,
        description:
          silent && filler ? `${declaration.description}\n${beforehand(filler)}` : declaration.description,
      };
    }),
  };
}

/** A model that cannot speak while it waits can only be asked to do it before. */
const beforehand = (filler: string): string =>
  `Before you call it, say to the user in the language of the conversation: "${filler}"`;
