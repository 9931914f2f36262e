import fc from 'fast-check';
import { ResumptionStore } from './resumption-store.js';

const snapshot = (text: string) => ({
  model: 'm',
  history: [{ role: 'user' as const, text }],
  context: { textTokens: 1, audioTokens: 2 },
});

describe('resumption store', () => {
  it('restores what each handle stood for', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 10 }), (texts) => {
        const store = new ResumptionStore();
        const handles = texts.map((text) => store.issue('s', snapshot(text)));
        expect(new Set(handles).size).toBe(handles.length);
        handles.forEach((handle, index) =>
          expect(store.resume(handle)).toMatchObject({
            kind: 'restored',
            snapshot: snapshot(texts[index] ?? ''),
          }),
        );
      }),
    );
  });

  it('refuses while the socket stands, forgets after its time', () => {
    let now = 0;
    let open = true;
    const store = new ResumptionStore(1000, () => now);
    const leave = store.opened('s', () => open);
    const handle = store.issue('s', snapshot('a'));
    expect(store.resume(handle)).toEqual({ kind: 'still-open' });
    // The close frame has come, although the connection's own end has not been noticed yet.
    open = false;
    expect(store.resume(handle).kind).toBe('restored');
    leave();
    now = 1000;
    expect(store.resume(handle).kind).toBe('restored');
    now = 1001;
    expect(store.resume(handle)).toEqual({ kind: 'unknown' });
  });

  it('counts the time from the last end of the session', () => {
    let now = 0;
    const store = new ResumptionStore(1000, () => now);
    const handle = store.issue('s', snapshot('a'));
    store.opened('s', () => false)();
    now = 900;
    const leave = store.opened('s', () => false);
    now = 5000;
    leave();
    now = 5900;
    expect(store.resume(handle).kind).toBe('restored');
  });

  it('is not misled by the late end of an older connection', () => {
    const store = new ResumptionStore();
    const handle = store.issue('s', snapshot('a'));
    const leaveOld = store.opened('s', () => false);
    store.opened('s', () => true);
    leaveOld();
    expect(store.resume(handle)).toEqual({ kind: 'still-open' });
  });
});
