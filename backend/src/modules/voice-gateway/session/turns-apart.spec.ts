import { describe, expect, it } from '@jest/globals';
import { CallInTime } from '../../../../test/support/call-in-time.js';

const recorded = (call: CallInTime) =>
  call.of('record-turn').map(({ spoken: { role, turn, text } }) => [role, turn, text]);
const asks = (call: CallInTime) => {
  call.tell({ type: 'speech.started' }).pass(900);
  return call.tell({ type: 'speech.ended', endedAt: call.now, uplinkMs: 0 });
};

describe('what the visitor says one after another', () => {
  it('is a turn of its own where its words came only after the reply to what was typed meanwhile', () => {
    const call = asks(new CallInTime());
    call.tell({ type: 'client.text', text: 'ana@example.com' }).pass(300);
    call.sounds(800).says('Thank you, I have it.').hears('Send it to my mail').over().pass(3_000);
    asks(call).hears('Thank you.').pass(300);
    call.sounds(400, false, 1).over();
    expect(recorded(call).slice(0, 4)).toEqual([
      ['user', 1, 'ana@example.com'],
      ['agent', 1, 'Thank you, I have it.'],
      ['user', 2, 'Send it to my mail'],
      ['user', 3, 'Thank you.'],
    ]);
  });

  it('is one question where they only stopped to think, and its words keep apart', () => {
    const call = asks(new CallInTime()).hears('I would like').pass(300);
    asks(call).hears('to book.').pass(300);
    call.sounds(800).says('When?').pass(1_500);
    expect(recorded(call)[0]).toEqual(['user', 1, 'I would like to book.']);
  });
});
