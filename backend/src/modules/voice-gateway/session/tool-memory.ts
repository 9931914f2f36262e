import { CONFIRMATION_ARGUMENT } from '@orbisvoice/contracts';
import type { CallBefore, CallTool, ToolAnswer, ToolRequest } from './input.js';
import type { Call } from './state.js';
import { NO_TOOLS_USED, type PastTool, type PendingTool, type ToolMemory } from './tool-state.js';

/** A repetition later than this after the loss is a new wish. */
const REPEATS_WITHIN_MS = 60_000;
const KEPT = 20;
const IDS_KEPT = 64;

export const withMemory = <C extends Call>(call: C, memory: Partial<ToolMemory>): C => ({
  ...call,
  toolMemory: { ...call.toolMemory, ...memory },
});

export function remember<C extends Call>(call: C, past: PastTool): C {
  const others = call.toolMemory.past.filter(({ occasion }) => occasion !== past.occasion);
  return withMemory(call, { past: [...others, past].slice(-KEPT) });
}

export const pastOf = (pending: PendingTool): Pick<PastTool, 'occasion' | 'key' | 'name' | 'args'> => ({
  occasion: pending.occasion,
  key: keyOf(pending),
  name: pending.name,
  args: withoutToken(pending).args,
});

/** This call of the model needs no answer any more, and must get none (reference row 5). */
export const markDone = <C extends Call>(call: C, id: string): C =>
  withMemory(call, { done: [...call.toolMemory.done, id].slice(-IDS_KEPT) });

/** What a handle tells of is in the model's memory: it will not ask for it again unknowingly. */
export const handleReceived = <C extends Call>(call: C): C =>
  call.toolMemory.past.length === 0
    ? call
    : withMemory(call, { past: call.toolMemory.past.filter(({ lostAt }) => lostAt !== undefined) });

/** The connection is gone; ids begin anew, and everything since its last handle may be asked for again. */
export const connectionLost = <C extends Call>(call: C, at: number): C =>
  withMemory(call, {
    done: [],
    owesSince: undefined,
    past: call.toolMemory.past
      .map((past) => ({ ...past, lostAt: past.lostAt ?? at }))
      .filter(({ lostAt }) => at - lostAt <= REPEATS_WITHIN_MS),
  });

/** The earlier call that this one repeats because the model does not know of it. */
export function repeated(call: Call, pending: PendingTool, at: number): PastTool | undefined {
  const key = keyOf(pending);
  return call.toolMemory.past.find(
    ({ key: known, lostAt, told }) =>
      known === key && !told && lostAt !== undefined && at - lostAt <= REPEATS_WITHIN_MS,
  );
}

/**
 * A reply is complete; called before its exchange is closed. What a tool had answered before it was begun is told by it, and
 * so is what a model that waits has read in the middle of it.
 */
export function replyFinished<C extends Call>(call: C): C {
  const agent = call.exchange?.agent;
  const { past } = call.toolMemory;
  if (past.length === 0 || agent?.firstAudioAt === undefined) return call;
  const { firstAudioAt, endedAt } = agent;
  const tells = ({ name, state, endedAt: answeredAt = Infinity }: PastTool): boolean => {
    const tool = call.facts.tools.find((known) => known.name === name);
    if (!tool || tool.background || !isAnswer(state) || state.kind === 'confirmation') return false;
    return answeredAt < (tool.modelTalks ? firstAudioAt : endedAt);
  };
  return withMemory(call, { past: past.map((one) => (tells(one) ? { ...one, told: true } : one)) });
}

export const forgetPast = <C extends Call>(call: C, occasion: string): C =>
  withMemory(call, { past: call.toolMemory.past.filter((past) => past.occasion !== occasion) });

export const isAnswer = (state: PastTool['state']): state is ToolAnswer => typeof state === 'object';

/** The same tool and arguments as the ledger knows them, with the same agreement. */
export function keyOf(pending: PendingTool): string {
  const { tool, args = {} } = withoutToken(pending);
  return [tool.digestOf(args), tokenOf(pending)].join(' ').trim();
}

/**
 * What another gateway began in this call, and the model may not know of: it was not heard to finish a reply since. A
 * conversation that goes on beside a tool tells nothing about it.
 */
export function memoryOf({ begun, turns }: CallBefore, tools: readonly CallTool[], at: number): ToolMemory {
  const past = begun.flatMap(({ occasion, toolId, digest: key, endedAt }): PastTool[] => {
    const tool = tools.find(({ id }) => id === toolId);
    const told =
      endedAt !== undefined &&
      tool?.background === false &&
      turns.some((turn) => turn.role === 'agent' && !turn.interrupted && turn.endedAt >= endedAt);
    return tool && !told
      ? [{ occasion, key, name: tool.name, args: undefined, state: 'elsewhere', lostAt: at }]
      : [];
  });
  return { ...NO_TOOLS_USED, past: past.slice(-KEPT) };
}

/** The token that the model brings along as the visitor's agreement. */
export const tokenOf = ({ args }: ToolRequest): string | undefined => {
  const token = args?.[CONFIRMATION_ARGUMENT];
  return typeof token === 'string' ? token : undefined;
};

/** The request as if nobody had agreed to anything. */
export function withoutToken<R extends ToolRequest>(request: R): R {
  const { [CONFIRMATION_ARGUMENT]: _token, ...args } = request.args ?? {};
  return request.args ? { ...request, args } : request;
}
