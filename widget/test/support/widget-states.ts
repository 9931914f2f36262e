import type { Visit } from './visit.js';

const SPEECH_MS = 4_000;

const press = (visit: Visit, selector: string): Promise<void> =>
  visit.page.locator(`orbis-voice ${selector}`).click();

/** What the browser answers to the request for a microphone: an error of this name, or nothing for ever. */
const microphone = (visit: Visit, failure: string): Promise<void> =>
  visit.page.evaluate((name) => {
    const answer = () =>
      name ? Promise.reject(new DOMException('', name)) : new Promise<never>(() => undefined);
    navigator.mediaDevices.getUserMedia = answer;
  }, failure);

const consented = async (visit: Visit): Promise<void> => {
  await visit.open();
  await visit.act('talk');
  await visit.act('accept');
};

const conversing = async (visit: Visit): Promise<void> => {
  await visit.talk();
  visit.converse();
  await visit.until('thinking');
};

const withoutMicrophone =
  (failure: string) =>
  async (visit: Visit): Promise<void> => {
    await microphone(visit, failure);
    await consented(visit);
    await visit.until('error');
  };

/** The server refuses the call, or gives it up. */
const refused =
  (code: string) =>
  async (visit: Visit): Promise<void> => {
    await conversing(visit);
    await visit.refuse(code);
    await visit.until('error');
  };

/** Ways into all that a visitor may see, whatever language it speaks. */
export const STATES: Record<string, (visit: Visit) => Promise<void>> = {
  closed: async () => undefined,
  welcome: (visit) => visit.open(),
  consent: async (visit) => {
    await visit.open();
    await visit.act('talk');
  },
  permission: async (visit) => {
    await microphone(visit, '');
    await consented(visit);
    await visit.until('permission');
  },
  connecting: async (visit) => {
    visit.answers = false;
    await consented(visit);
    await visit.until('connecting');
  },
  listening: (visit) => visit.talk(),
  thinking: conversing,
  speaking: async (visit) => {
    await conversing(visit);
    visit.speak(SPEECH_MS);
    await visit.until('speaking');
  },
  muted: async (visit) => {
    await visit.talk();
    await press(visit, '.mid [aria-pressed]');
  },
  composing: async (visit) => {
    await conversing(visit);
    await press(visit, '.mid [aria-expanded]');
  },
  sound: async (visit) => {
    await visit.talk();
    await press(visit, '.bar .last');
    await visit.page.locator('orbis-voice option').first().waitFor({ state: 'attached' });
  },
  reconnecting: async (visit) => {
    await conversing(visit);
    await visit.lose();
    await visit.until('reconnecting');
  },
  'paused by the system': async (visit) => {
    await visit.page.evaluate(() => {
      const Context = AudioContext;
      globalThis.AudioContext = class extends Context {
        constructor(options?: AudioContextOptions) {
          super(options);
          // What Safari does while a phone rings.
          addEventListener('phone', () => {
            Object.defineProperty(this, 'state', { value: 'interrupted' });
            this.dispatchEvent(new Event('statechange'));
          });
        }
      };
    });
    await visit.talk();
    await visit.page.evaluate(() => dispatchEvent(new Event('phone')));
    await visit.until('paused');
  },
  'paused by a reload': async (visit) => {
    await visit.talk();
    await visit.page.reload();
    await visit.init();
    await visit.until('paused');
  },
  'gone on after a reload': async (visit) => {
    await visit.write();
    visit.converse();
    await visit.page.reload();
    await visit.init();
    await visit.until('listening');
    visit.converse();
    await visit.until('thinking');
  },
  minimised: async (visit) => {
    await visit.talk();
    await visit.page.keyboard.press('Escape');
  },
  writing: async (visit) => {
    await visit.write();
    visit.converse();
    await visit.until('thinking');
  },
  ended: async (visit) => {
    await conversing(visit);
    await press(visit, '.bar .end');
    await visit.until('ended');
  },
  rating: async (visit) => {
    await visit.talk();
    await press(visit, '.bar .end');
    await visit.page.locator('orbis-voice .stars label').nth(3).click();
    await visit.page.locator('orbis-voice [role=status].hint:not(:empty)').waitFor();
  },
  'a conversation in writing that ended': async (visit) => {
    await visit.write();
    visit.converse();
    await press(visit, '.bar .end');
    await visit.until('ended');
  },
  inline: async (visit) => {
    await visit.page.evaluate(() => {
      (document.querySelector('main') as HTMLElement).style.height = '600px';
    });
    Object.assign(visit.options, { layout: 'inline', container: 'main' });
    await visit.init();
    await visit.act('write');
    await visit.until('listening');
    visit.converse();
    await visit.until('thinking');
  },
};

/** Everything that a visitor may be told to have failed, by the code that it is told by. */
export const FAILURES: Record<string, (visit: Visit) => Promise<void>> = {
  microphone_denied: withoutMicrophone('NotAllowedError'),
  microphone_missing: withoutMicrophone('NotFoundError'),
  microphone_busy: withoutMicrophone('NotReadableError'),
  microphone_forbidden: async (visit) => {
    await visit.page.evaluate(() =>
      Object.defineProperty(document, 'featurePolicy', { value: { allowsFeature: () => false } }),
    );
    await withoutMicrophone('NotAllowedError')(visit);
  },
  insecure_page: async (visit) => {
    await visit.page.evaluate(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
    await consented(visit);
    await visit.until('error');
  },
  microphone_lost: async (visit) => {
    await visit.page.evaluate(() => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (wishes) => {
        const stream = await open(wishes);
        addEventListener('unplug', () => {
          mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
          stream.getTracks()[0]?.dispatchEvent(new Event('ended'));
        });
        return stream;
      };
    });
    await visit.talk();
    await visit.page.evaluate(() => dispatchEvent(new Event('unplug')));
    await visit.until('error');
  },
  audio_blocked: async (visit) => {
    await visit.page.evaluate(() => {
      AudioContext.prototype.resume = () => new Promise(() => undefined);
    });
    await consented(visit);
    await visit.until('error');
  },
  network: async (visit) => {
    visit.answers = false;
    await consented(visit);
    await visit.until('connecting');
    await visit.lose(1006);
    await visit.until('error');
  },
  client_too_slow: refused('client_too_slow'),
  busy: refused('concurrency_limited'),
  unavailable: refused('provider_unavailable'),
  origin_not_allowed: refused('origin_not_allowed'),
  taken_over: refused('taken_over'),
  resume_invalid: refused('resume_invalid'),
  internal: refused('internal'),
};
