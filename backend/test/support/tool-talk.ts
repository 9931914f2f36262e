import type { Effect } from '../../src/modules/voice-gateway/session/effect.js';
import type {
  CallBefore,
  CallTool,
  SessionInput,
  ToolSettled,
  UntimedInput,
} from '../../src/modules/voice-gateway/session/input.js';
import { step } from '../../src/modules/voice-gateway/session/session.reducer.js';
import { initialState, type SessionState } from '../../src/modules/voice-gateway/session/state.js';
import type { TimerName } from '../../src/modules/voice-gateway/session/timer-name.js';
import { callFacts, digestOf } from './call-facts.js';

const usual = { kind: 'http', filler: 'One moment.', background: false, modelTalks: true } as const;
const tools: CallTool[] = [
  { ...usual, id: 'tool-1', digestOf: digestOf('tool-1'), name: 'order' },
  { ...usual, id: 'tool-2', digestOf: digestOf('tool-2'), name: 'wait', modelTalks: false },
  { ...usual, id: 'tool-3', digestOf: digestOf('tool-3'), name: 'look', kind: 'client' },
];

/** A call whose model uses tools; the effects are those of the last input. */
export class ToolTalk {
  state: SessionState = initialState;
  at = 1_000;
  connection = 1;
  effects: Effect[] = [];

  static begun(before?: CallBefore): ToolTalk {
    const facts = { ...callFacts, tools };
    const hello = { type: 'hello', protocol: 1, token: 'x' } as const;
    return new ToolTalk()
      .tell({ type: 'connected' })
      .tell({ type: 'client.hello', hello })
      .tell({ type: 'admission.accepted', facts, before })
      .tell({ type: 'provider.opened', connection: 1 });
  }

  tell(input: UntimedInput): this {
    const { state, effects } = step(this.state, { ...input, at: this.at } as SessionInput);
    this.state = state;
    this.effects = [...effects];
    return this;
  }
  after(ms: number): this {
    this.at += ms;
    return this;
  }
  calls(id: string, name = 'order', args: Record<string, unknown> | undefined = { item: 'tea' }): this {
    const { connection } = this;
    return this.tell({ type: 'provider.tool-calls', connection, generation: 0, calls: [{ id, name, args }] });
  }
  settles(occasion: string, outcome: ToolSettled): this {
    return this.tell({ type: 'tool.settled', occasion, outcome });
  }
  fires(timer: TimerName): this {
    const id = 'timers' in this.state ? (this.state.timers.running[timer] ?? 0) : 0;
    return this.tell({ type: 'timer', timer, id });
  }
  sounds(generation = 0): this {
    return this.tell({
      type: 'provider.audio',
      connection: this.connection,
      generation,
      audio: { durationMs: 400 },
      receivedAt: this.at,
    });
  }
  ends(generation = 0): this {
    return this.tell({ type: 'provider.turn-complete', connection: this.connection, generation });
  }
  hears(text: string): this {
    return this.tell({ type: 'provider.heard', connection: this.connection, text });
  }
  /** Lost and resumed. */
  reconnects(): this {
    const { connection } = this;
    this.tell({ type: 'provider.closed', connection, failure: 'transient', detail: '1011' }).fires(
      'reconnect',
    );
    this.connection += 1;
    return this.tell({ type: 'provider.opened', connection: this.connection });
  }

  of<T extends Effect['type']>(type: T): Extract<Effect, { type: T }>[] {
    return this.effects.filter((effect) => effect.type === type) as Extract<Effect, { type: T }>[];
  }
  get answers() {
    return this.of('answer-tool').map(({ id, outcome }) => [id, outcome]);
  }
  get told(): string[] {
    return this.of('send').map(({ message }) => message.type);
  }
}
