import { createEmitter } from '@orbisvoice/voice-client';
import type { OrbisContext, OrbisEvents, OrbisVoiceApi, OrbisVoiceOptions } from '../public-types.js';
import type { PageTools } from '../session/page-tools.js';
import { fetchWords } from '../i18n/language.js';
import { settingsFrom, type PageFacts } from './options.js';
import { createWidget, type Widget } from './widget.js';

/** The programmatic interface. What is said before `init` (listeners, tools, context) holds for what comes after. */
export function createApi(version: string, page: () => PageFacts): OrbisVoiceApi {
  const events = createEmitter<OrbisEvents>();
  const tools: PageTools = new Map();
  let context: OrbisContext = {};
  let widget: Widget | undefined;
  /** Words that arrive late must not undo a later `init`. */
  let inits = 0;

  const emit = <N extends keyof OrbisEvents>(name: N, detail: OrbisEvents[N]): void => {
    events.emit(name, detail);
    const host = widget?.view.host;
    (host?.isConnected ? host : document).dispatchEvent(
      new CustomEvent(`orbis:${name}`, { detail, bubbles: true, composed: true }),
    );
  };
  /** Listeners that came with the options are replaced with the options; those of `on` stay. */
  let optionListeners: (() => void)[] = [];
  const adopt = (options: OrbisVoiceOptions): void => {
    for (const off of optionListeners) off();
    optionListeners = Object.entries(options.on ?? {}).map(([name, listener]) =>
      events.on(name as keyof OrbisEvents, listener as (detail: object) => void),
    );
    for (const [name, tool] of Object.entries(options.tools ?? {})) tools.set(name, tool);
    context = { ...context, ...options.context };
  };

  return {
    version,
    get state() {
      return widget?.conversation.state.stage ?? 'idle';
    },
    init(options) {
      // Read once: words that arrive late are those of the language that was chosen now.
      const facts = page();
      const settings = settingsFrom(options, facts);
      adopt(options);
      if (widget) widget.update(settings);
      else {
        widget = createWidget(settings, { emit, tools, context: () => context });
        emit('ready', { version });
      }
      const asked = ++inits;
      void fetchWords(settings.baseUrl, settings.speech.lang).then((words) => {
        if (words && asked === inits) widget?.update(settingsFrom(options, facts, words));
      });
    },
    open: () => widget?.view.open(),
    close: () => widget?.view.close(),
    start: ({ mode = 'voice' } = {}) => widget?.start(mode),
    stop: () => widget?.conversation.stop(),
    mute: (muted = true) => widget?.conversation.call.mute(muted),
    sendText(text) {
      widget?.view.open();
      widget?.conversation.say(text);
    },
    setContext(next) {
      context = { ...context, ...next };
    },
    on: events.on,
    registerTool: (name, tool) => void tools.set(name, tool),
    destroy() {
      widget?.destroy();
      widget = undefined;
    },
  };
}
