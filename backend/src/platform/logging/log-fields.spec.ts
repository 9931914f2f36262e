import { allowedFields, type LogFields } from './log-fields.js';

describe('log fields', () => {
  it('drops whatever is not listed, objects included', () => {
    const passed = {
      callId: 'c1',
      email: 'ada@example.test',
      status: { body: 'words' },
    } as unknown as LogFields;
    expect(allowedFields(passed)).toEqual({ callId: 'c1' });
  });

  it('describes an error without what a database error quotes', () => {
    const refused = Object.assign(new Error('invalid input: "her words"'), {
      code: '22P02',
      severity: 'ERROR',
    });
    const text = JSON.stringify(allowedFields({ err: new Error('outer', { cause: refused }) }));
    expect(text).toContain('22P02');
    expect(text).toContain('outer');
    expect(text).not.toContain('her words');
  });

  it('describes an error without the address that a mail server quotes', () => {
    const refused = Object.assign(new Error('rejected: 450 <ada@example.test>: busy'), {
      code: 'EENVELOPE',
      responseCode: 450,
    });
    const text = JSON.stringify(allowedFields({ err: refused }));
    expect(text).toContain('EENVELOPE');
    expect(text).not.toContain('ada@');
  });
});
