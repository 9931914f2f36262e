import { BUILTIN_SCENARIOS } from './builtin-scenarios.js';
import { ActiveFaults, FaultLedger } from './fault.js';
import { filledCalls } from './filled-calls.js';
import { echoChunk, readMarkers, writeMarker } from './marker.js';
import { Scenario, scenario } from './scenario.js';
import { ScriptedPerformer } from './scripted-performer.js';
import { pitchOf, tone } from './tone.js';

describe('scripted parts', () => {
  it('keeps scenarios serialisable', () => {
    for (const known of BUILTIN_SCENARIOS)
      expect(Scenario.parse(JSON.parse(JSON.stringify(known)))).toEqual(known);
  });

  it('refuses a scenario with an unknown field', () => {
    expect(() => scenario(JSON.parse('{"name":"a","colour":1}') as { name: string })).toThrow('colour');
  });

  it('gives the same buffer for the same tone, another pitch for another voice', () => {
    expect(tone('Kore', 400)).toBe(tone('Kore', 400));
    expect(tone('Kore', 400)).not.toEqual(tone('Puck', 400));
    const names = ['Zephyr', 'Puck', 'Charon', 'Kore', 'Fenrir', 'Leda', 'Orus', 'Aoede'];
    expect(new Set(names.map(pitchOf)).size).toBe(names.length);
    expect(tone('Kore', 1000)).toHaveLength(48_000);
  });

  it('strikes a fault only as often as it says', () => {
    const { faults } = scenario({ name: 'a', faults: [{ type: 'no-turn-complete', connections: 2 }] });
    const ledger = new FaultLedger();
    const struck = [1, 2, 3].map(
      () => ledger.strike(faults, 'session').get('no-turn-complete') !== undefined,
    );
    expect(struck).toEqual([true, true, false]);
    expect(new ActiveFaults().get('reset')).toBeUndefined();
  });

  it('fills the words that are answered into what is called', () => {
    const calls = [{ name: 'order', args: { item: '{said}', note: 'as {said}' } }];
    expect(filledCalls(calls, [], 'Order 7')).toEqual([
      { name: 'order', args: { item: 'Order 7', note: 'as {said}' } },
    ]);
  });

  it.each([
    ['Order 8', 'Order 8'],
    ['Go on.', 'Order 7'],
  ])('answers %j, or the typed words that were left without an answer', async (text, item) => {
    const script = scenario({
      name: 'a',
      turns: [
        { heard: 'x' },
        {
          on: { type: 'text', contains: 'order' },
          reply: [{ call: [{ name: 'order', args: { item: '{said}' } }] }],
        },
      ],
      timing: { ttfbMs: 0 },
    });
    const { mind } = new ScriptedPerformer(script, new ActiveFaults());
    const systemInstruction = 'Said so far:\nUser: Hello\nYou: Hello.\nUser: Order 7';
    const context = { systemInstruction, voiceName: 'Puck', languageCode: undefined, tools: [], history: [] };
    const parts = [];
    const signal = new AbortController().signal;
    for await (const part of mind.reply({ ...context, kind: 'user-said', text }, signal)) parts.push(part);
    expect(parts).toEqual([{ type: 'tool-calls', calls: [{ name: 'order', args: { item } }] }]);
  });

  it('carries markers through the echo', () => {
    const pcm = Buffer.alloc(640, 9);
    writeMarker(pcm, 42);
    expect(readMarkers(echoChunk(pcm))).toEqual([42]);
    expect(echoChunk(pcm)).toHaveLength(960);
    expect(readMarkers(Buffer.alloc(640))).toEqual([]);
  });
});
