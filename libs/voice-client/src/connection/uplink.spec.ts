import { describe, expect, it } from '@jest/globals';
import type { ClientMessage } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { createUplink } from './uplink.js';

const frame = (mark: number): ArrayBuffer => new Int16Array(320).fill(mark).buffer;
const markOf = (pcm: ArrayBuffer): number => new Int16Array(pcm)[0] ?? -1;

/** A server behind a line that can be cut: what was sent and did not arrive is lost. */
function setup() {
  const server = { marks: [] as number[], texts: [] as string[], messages: 0 };
  let cut = false;
  const uplink = createUplink((data: ArrayBuffer | ClientMessage) => {
    if (cut) return;
    if (!('type' in data)) return void server.marks.push(markOf(data));
    server.messages++;
    if (data.type === 'text') server.texts.push(data.text);
  });
  uplink.ready(undefined);
  return {
    uplink,
    server,
    cut: () => (cut = true),
    back: () => {
      cut = false;
      uplink.ready({ micMs: server.marks.length * 20, messages: server.messages });
    },
  };
}

describe('Uplink', () => {
  it('gives the server each frame and each text once and in order, however often the line is cut', () => {
    const happening = fc.constantFrom('speak', 'write', 'cut', 'notice', 'back');
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 90 }), (story) => {
        const { uplink, server, cut, back } = setup();
        let spoken = 0;
        let written = 0;
        for (const event of story) {
          if (event === 'speak') uplink.audio(frame(spoken++));
          if (event === 'write' && written < 50) uplink.message({ type: 'text', text: `${written++}.` });
          if (event === 'cut') cut();
          if (event === 'notice') cut();
          if (event === 'notice' || event === 'back') uplink.dropped();
          if (event === 'back') back();
        }
        back();
        expect(server.marks).toEqual(Array.from({ length: spoken }, (_, index) => index));
        expect(server.texts).toEqual(Array.from({ length: written }, (_, index) => `${index}.`));
      }),
    );
  });

  it('keeps two seconds of speech', () => {
    const { uplink, server, cut, back } = setup();
    cut();
    for (let mark = 0; mark < 300; mark++) uplink.audio(frame(mark));
    back();
    expect(server.marks).toEqual(Array.from({ length: 100 }, (_, index) => 200 + index));
  });

  it('repeats for another gateway what the record does not have', () => {
    const { uplink, server } = setup();
    uplink.message({ type: 'text', text: 'first' });
    uplink.audio(frame(1));
    uplink.committed('first');
    uplink.message({ type: 'text', text: 'second' });
    uplink.message({ type: 'tool.result', id: 'answered' });
    uplink.answered('answered');
    uplink.audio(frame(2));
    server.texts.length = server.marks.length = 0;
    uplink.dropped();
    uplink.ready(undefined);
    expect(server).toMatchObject({ texts: ['second'], marks: [2] });
  });
});
