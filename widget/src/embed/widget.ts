import type { OrbisContext, OrbisMode } from '../public-types.js';
import { createConversation, type Conversation, type EmitEvent } from '../session/conversation.js';
import type { PageTools } from '../session/page-tools.js';
import { createView, type View } from '../ui/view.js';
import type { Settings } from './options.js';

export interface WidgetParts {
  emit: EmitEvent;
  tools: PageTools;
  context: () => OrbisContext;
}

/** One widget on one page: a conversation, and the view of it, which can be made anew without ending a call. */
export interface Widget {
  readonly conversation: Conversation;
  /** The one that is on the page now. */
  readonly view: View;
  /** Takes over new options. A running call goes on under them. */
  update(settings: Settings): void;
  start(mode: OrbisMode): void;
  destroy(): void;
}

export function createWidget(settings: Settings, parts: WidgetParts): Widget {
  const conversation = createConversation({ ...parts, settings: () => settings });
  const restored = conversation.restore();
  let view = show(restored ?? settings.open ?? false);

  function show(open: boolean): View {
    let told = false;
    const made = createView(settings, conversation, (isOpen) => {
      if (told) parts.emit(isOpen ? 'open' : 'close', {});
    });
    conversation.onChange = made.render;
    placeOf(settings).append(made.host);
    if (open || settings.layout === 'inline') made.open();
    // Only what happens from here on is news to the page.
    told = true;
    return made;
  }

  const onLeave = (): void => conversation.keep(view.isOpen);
  addEventListener('pagehide', onLeave);
  // Name, notice and looks are there by the time that a visitor opens the panel. What fails is told at a call.
  conversation.warmUp().then(
    () => view.dress(),
    () => undefined,
  );
  // Single-page applications swap the body on navigation and take us along with what they drop.
  const keeper = new MutationObserver(() => {
    const place = placeOf(settings);
    if (!view.host.isConnected && place.isConnected) place.append(view.host);
  });
  keeper.observe(document, { childList: true, subtree: true });

  return {
    conversation,
    get view() {
      return view;
    },
    update(next) {
      const { isOpen } = view;
      settings = next;
      view.destroy();
      view = show(isOpen);
    },
    start(mode) {
      view.open();
      conversation.start(mode);
    },
    destroy() {
      keeper.disconnect();
      removeEventListener('pagehide', onLeave);
      conversation.close();
      view.destroy();
    },
  };
}

function placeOf({ container }: Settings): Element {
  const found = typeof container === 'string' ? document.querySelector(container) : container;
  return found ?? document.body;
}
