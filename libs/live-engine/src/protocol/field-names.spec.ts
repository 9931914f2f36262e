import fc from 'fast-check';
import { camelise, camelName, snakeName } from './field-names.js';

describe('field names', () => {
  it('reads both spellings as one', () => {
    expect(camelise({ system_instruction: { parts: [{ text: 'a' }] }, toolConfig: 1 })).toEqual({
      systemInstruction: { parts: [{ text: 'a' }] },
      toolConfig: 1,
    });
  });

  it("leaves the caller's own JSON alone", () => {
    const parameters = { type: 'OBJECT', properties: { order_id: { type: 'STRING' } } };
    expect(camelise({ function_declarations: [{ name: 'f', parameters }] })).toEqual({
      functionDeclarations: [{ name: 'f', parameters }],
    });
  });

  it('is a round trip for camelCase words', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}([A-Z][a-z]{1,5}){0,3}$/);
    fc.assert(fc.property(word, (name) => camelName(snakeName(name)) === name));
  });

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = camelise(value);
        expect(camelise(once)).toEqual(once);
      }),
    );
  });
});
