import type { ServerMessage } from '@orbisvoice/contracts';
import type { CallState, Conversing } from './state.js';
import type { Emit } from './timers.js';
import type { SpokenTurn } from './turn.js';

const sendNow = (message: ServerMessage, emit: Emit): void => emit({ type: 'send', message, now: true });

/** Words of a finished turn, as they are told once, and again to whoever did not hear it. */
export const finalOf = ({ role, turn, text, seq, interrupted }: SpokenTurn) =>
  ({ type: 'transcript', role, turn, text, final: true, seq, ...(interrupted && { interrupted }) }) as const;

/** All turns after `lastSeq`, in order, each confirmed where it is committed: no gap, and nothing twice. */
export function replay(
  turns: readonly SpokenTurn[],
  lastSeq: number,
  committedSeq: number,
  emit: Emit,
): void {
  const later = turns.filter(({ seq }) => seq > lastSeq).sort((a, b) => a.seq - b.seq);
  const known = new Map(later.map((turn) => [turn.seq, turn]));
  for (let seq = lastSeq + 1; seq <= Math.max(committedSeq, later.at(-1)?.seq ?? 0); seq += 1) {
    const turn = known.get(seq);
    if (turn) sendNow(finalOf(turn), emit);
    if (seq <= committedSeq) sendNow({ type: 'turn.committed', seq }, emit);
  }
}

/** As the client knows it. */
export const shownState = ({ name }: CallState): Conversing['name'] =>
  name === 'opening-provider' ? 'listening' : name;

/** What is going on and is not finished; `state` comes last and closes the repetition. */
export function tellPresent(call: CallState, emit: Emit): void {
  const { exchange, late } = call;
  if (late) {
    const { turn, role, text } = late.spoken;
    sendNow({ type: 'turn.started', turn }, emit);
    sendNow({ type: 'transcript', role, turn, text, final: false }, emit);
  }
  if (exchange) {
    const { turn, user, agent } = exchange;
    sendNow({ type: 'turn.started', turn }, emit);
    const parts = { user: user?.settled ? undefined : user, agent };
    for (const role of ['user', 'agent'] as const) {
      const text = parts[role]?.text ?? '';
      if (text !== '') sendNow({ type: 'transcript', role, turn, text, final: false }, emit);
    }
  }
  for (const { occasion: id, name, tool, waitsFor } of call.tools.values())
    if (waitsFor === 'us' && tool.kind !== 'client') sendNow({ type: 'tool.started', id, name }, emit);
  // A page that was loaded anew never heard the question, and it stands although the model's connection may be gone.
  const begun = call.toolMemory.past.filter(({ state }) => state === 'running');
  for (const { occasion: id, name, asked } of [...call.tools.values(), ...begun])
    if (asked) sendNow({ type: 'tool.started', id, name, args: { ...asked } }, emit);
  sendNow({ type: 'state', state: shownState(call) }, emit);
}
