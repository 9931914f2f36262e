import type { WordKey } from '../i18n/language.js';
import type { ActionName } from '../session/conversation.js';
import { roundButton } from './buttons.js';
import { captionLog } from './caption-log.js';
import { composer } from './composer.js';
import { follow, h } from './dom.js';
import { ALERT, CLOSE, icon, mark, MIC, WRITE } from './icons.js';
import { orb } from './orb.js';
import { playerBar } from './player-bar.js';
import type { Scene } from './scene.js';
import { soundSettings } from './sound-settings.js';
import { starRow } from './star-row.js';
import type { Action } from './view-model.js';

export interface Panel {
  readonly element: HTMLElement;
  /** Where a visitor who just came in will want to be. */
  firstStop(): HTMLElement;
}

/** The window of the widget. It shows the scene's model and knows nothing of how it came about. */
export function panel(scene: Scene): Panel {
  const { settings, conversation } = scene;
  const { speech, layout, privacyUrl } = settings;
  const { say } = speech;

  const drawings: Partial<Record<ActionName, string>> = { talk: MIC, accept: MIC, write: WRITE };
  const button = ({ name, label, primary }: Action): HTMLElement =>
    h(
      'button',
      {
        class: primary ? 'act primary' : 'act',
        'data-act': name,
        onclick: conversation[name],
      },
      name in drawings && icon(drawings[name] ?? '', 20),
      say(label),
    );
  const actions = h('div', { class: 'actions', hidden: () => !scene.shown.actions.length });
  // Made anew only where they differ, so that a focused button keeps the focus.
  follow(
    () => JSON.stringify(scene.shown.actions),
    () => actions.replaceChildren(...scene.shown.actions.map(button)),
  );

  const told = (word: WordKey | undefined, part = 0): string | undefined =>
    word && say(word, scene.facts.agentName).split('|')[part];
  const words = (alert: boolean) => [
    h('p', { class: 'title' }, () => told(!scene.shown.alert === !alert ? scene.shown.title : undefined)),
    h('p', { class: 'hint' }, () => (alert ? told(scene.shown.title, 1) : told(scene.shown.hint))),
  ];
  const hasLink = (): boolean => !!privacyUrl && (scene.shown.recorded || !!scene.shown.notice);
  const scroll = h(
    'div',
    // What can be scrolled has to be reached by keyboard.
    {
      class: 'scroll',
      role: 'group',
      'aria-label': say('messages'),
      tabindex: () => (scene.shown.log || scene.shown.notice) && 0,
    },
    h(
      'div',
      { class: 'head' },
      orb(scene),
      h('div', { class: 'status', role: 'status' }, ...words(false)),
      h(
        'div',
        { class: 'alert', role: 'alert', hidden: () => !scene.shown.alert },
        icon(ALERT, 44),
        ...words(true),
      ),
      h('p', { class: 'notice', dir: 'auto' }, () => scene.shown.notice),
      starRow(scene),
      h('p', { class: 'hint', role: 'status' }, () => told(scene.shown.thanks)),
    ),
  );
  const line = composer(scene);
  // A modal dialog closes itself on Escape; that has to go through us, and is not the page's.
  const leave = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    scene.close();
  };
  const bar = playerBar(scene, () => {
    scene.composing = !scene.composing;
    scene.render();
    if (scene.composing) line.input.focus();
  });
  const element = h(
    layout === 'popup' ? 'dialog' : 'section',
    {
      class: 'panel',
      tabindex: -1,
      'aria-label': () => scene.facts.agentName,
      // A region has no state of its own; the style sheet knows an open panel by this.
      open: layout !== 'popup',
      'data-bar': () => scene.shown.bar,
      'data-log': () => scene.shown.log,
      onkeydown: (event: KeyboardEvent) => event.key === 'Escape' && leave(event),
      oncancel: leave,
    },
    h(
      'header',
      {},
      mark(26),
      h('h2', {}, () => scene.facts.agentName),
      h('span', { class: 'badge', hidden: () => !scene.facts.demo }, say('demo')),
      layout === 'popup' && roundButton(CLOSE, say('minimise'), scene.close),
    ),
    scroll,
    h(
      'div',
      { class: 'foot' },
      h(
        'p',
        { class: 'note', hidden: () => !scene.shown.recorded && !hasLink() },
        h('span', { hidden: () => !scene.shown.recorded }, say('recorded')),
        ' ',
        h('a', { href: privacyUrl, target: '_blank', hidden: () => !hasLink() }, say('privacy')),
      ),
      actions,
      soundSettings(scene),
      line.element,
      bar.element,
      h('p', { class: 'brand', hidden: () => !!scene.shown.bar }, mark(14), 'OrbisVoice'),
    ),
  );
  captionLog(scene, scroll);
  return {
    element,
    firstStop: () =>
      scene.shown.composer
        ? line.input
        : ((actions.firstElementChild as HTMLElement | null) ?? (scene.shown.bar ? bar.mute : element)),
  };
}
