import { isLive } from '../session/widget-state.js';
import { h } from './dom.js';
import { mark } from './icons.js';
import { clock } from './labels.js';
import type { Scene } from './scene.js';

/** The button on the page. During a call it shows that it runs, and for how long. */
export function launcher(scene: Scene): HTMLElement {
  const { speech, label = speech.say('launch') } = scene.settings;
  const runs = (): boolean => isLive(scene.facts.state);
  return h(
    'button',
    {
      class: 'launcher',
      'aria-haspopup': 'dialog',
      'aria-expanded': () => `${scene.isOpen}`,
      'aria-label': () => !label && speech.say('welcome', scene.facts.agentName),
      'data-live': runs,
      hidden: () => scene.isOpen,
      onclick: scene.open,
    },
    mark(28),
    label && h('span', {}, label),
    h('span', { class: 'time' }, () => (runs() ? clock(scene.elapsedMs) : '')),
  );
}
