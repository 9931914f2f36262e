import { follow, h } from './dom.js';
import { icon, STAR } from './icons.js';
import type { Scene } from './scene.js';

/** A rating from one to five: radio buttons, so that keyboards and screen readers know what to do with it. */
export function starRow(scene: Scene): HTMLElement {
  const { say } = scene.settings.speech;
  const rating = (): number => scene.shown.stars ?? 0;
  const stars = [1, 2, 3, 4, 5].map((value) => {
    const onchange = (): void => scene.conversation.rate(value);
    const input = h('input', { type: 'radio', name: 'stars', value, class: 'sr', onchange });
    follow(rating, (now) => (input.checked = value === now));
    const words = h('span', { class: 'sr' }, say('stars', `${value}`));
    return h('label', { class: 'round', 'data-on': () => value <= rating() }, input, icon(STAR, 28), words);
  });
  return h(
    'fieldset',
    { hidden: () => scene.shown.stars === undefined },
    h('legend', { class: 'sr' }, say('rate')),
    h('div', { class: 'stars' }, ...stars),
  );
}
