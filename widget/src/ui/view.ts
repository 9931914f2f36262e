import type { Settings } from '../embed/options.js';
import type { Conversation } from '../session/conversation.js';
import { isLive } from '../session/widget-state.js';
import { grow, h } from './dom.js';
import { launcher } from './launcher.js';
import { panel, type Panel } from './panel.js';
import type { Scene } from './scene.js';
import { STYLES } from './styles/all.js';
import { viewModel } from './view-model.js';

const SECOND_MS = 1_000;
/** Below this width the popup is a sheet over the page and takes part in nothing behind it. */
const PHONE = '(max-width:479.9px)';
const variableOf = (color: string): string => `--orbis-${color.replace('P', '-p')}`;

/** The widget on the page: host, shadow root, launcher and panel, following one conversation. */
export interface View extends Scene {
  readonly host: HTMLElement;
  /** Puts on the looks. What the page says counts, then what the agent's owner chose, then the brand. */
  dress(): void;
  destroy(): void;
}

export function createView(
  settings: Settings,
  conversation: Conversation,
  onToggle: (open: boolean) => void,
): View {
  const { speech, layout } = settings;
  const popup = layout === 'popup';
  const host = document.createElement('orbis-voice');
  const shadow = host.attachShadow({ mode: 'open' });
  let made!: Panel;
  let button!: HTMLElement;
  let root!: HTMLElement;

  const look = (): void => {
    const { state, agent, canRate, call } = conversation;
    const { muted, captions } = call.state;
    const live = 'live' in call.state ? call.state.live : undefined;
    if (!isLive(state)) scene.composing = false;
    scene.elapsedMs = live && Date.now() - live.startedAt;
    scene.facts = {
      ...settings,
      state,
      agentName: agent?.name ?? 'OrbisVoice',
      recorded: !!agent?.recorded,
      canRate,
      muted,
      demo: !!live?.demo,
      spoken: captions.length > 0,
      composing: scene.composing,
    };
    scene.shown = viewModel(scene.facts);
    scene.soundOpen &&= !!scene.shown.bar;
  };
  const dialog = (): HTMLDialogElement => made.element as HTMLDialogElement;
  const hasFocus = (): boolean => !!shadow.activeElement && !shadow.activeElement.closest('[hidden]');
  const scene = {
    ...{ host, settings, conversation },
    ...{ isOpen: false, composing: false, soundOpen: false },
    open() {
      if (scene.isOpen) return;
      scene.isOpen = true;
      if (popup) dialog()[matchMedia(PHONE).matches ? 'showModal' : 'show']();
      scene.render();
      if (popup) made.firstStop().focus();
      onToggle(true);
    },
    close() {
      if (!scene.isOpen || !popup) return;
      scene.isOpen = false;
      dialog().close();
      // What is over is not shown again the next time.
      conversation.dismiss();
      scene.render();
      button.focus();
      onToggle(false);
    },
    render() {
      const before = scene.facts.state.stage;
      const hadFocus = hasFocus();
      look();
      update();
      // The button that was pressed may be gone with its state; the focus must not fall back to the page.
      if (before !== scene.facts.state.stage && hadFocus && !hasFocus()) made.firstStop().focus();
    },
    dress() {
      const { theme, position, accent } = conversation.agent?.appearance ?? {};
      root.dataset.theme = settings.theme ?? theme ?? 'auto';
      root.dataset.position = settings.position ?? position ?? 'bottom-end';
      const chosen = accent && { primary: accent, onPrimary: lettersOn(accent) };
      for (const [name, color] of Object.entries({ ...chosen, ...settings.colors }))
        host.style.setProperty(variableOf(name), color);
    },
    destroy() {
      clearInterval(timer);
      host.remove();
    },
  } as View;

  look();
  const update = grow(() => {
    made = panel(scene);
    button = launcher(scene);
    root = h(
      'div',
      { class: 'root', lang: speech.lang, dir: speech.dir, 'data-layout': layout },
      popup && button,
      made.element,
    );
  });
  // A constructed sheet: policies forbid style elements, and this is neither element nor attribute.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(root);
  scene.dress();
  const timer = setInterval(scene.render, SECOND_MS);
  update();

  return scene;
}

/**
 * What is easier to read on a colour of six hexadecimal digits: dark letters or white ones. The first digit of each
 * channel tells how bright it looks.
 */
function lettersOn(color: string): string {
  const [, r = 0, , g = 0, , b = 0] = Array.from(color, (digit) => parseInt(digit, 16));
  return 3 * r + 6 * g + b > 95 ? '#0b1020' : '#fff';
}
