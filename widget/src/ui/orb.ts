import { follow, h } from './dom.js';
import type { Scene } from './scene.js';
import type { Mood } from './view-model.js';

/** Speech has a low mean level; the root brings whispers up without letting shouts leave the picture. */
const shaped = (level: number): number => Math.min(1, Math.sqrt(level * 2.2));
/** How much of the way to the new level one frame goes: quick to rise, slow to fall, as an ear expects. */
const RISE = 0.5;
const FALL = 0.12;

/** The orb that moves with the voice. Decoration only: the state is always written next to it. */
export function orb(scene: Scene): HTMLElement {
  const mood = (): Mood => scene.shown.mood ?? 'off';
  const element = h(
    'div',
    { class: 'orb', 'aria-hidden': 'true', hidden: () => !scene.shown.mood, 'data-mood': mood },
    h('b'),
  );
  follow(mood, (now) => {
    let level = 0;
    const next = (): void => {
      // Another mood has its own loop or none, and a view that was replaced has left the page.
      if (mood() !== now || !element.isConnected) return;
      const { microphone, agent } = scene.conversation.call.levels;
      const target = shaped(now === 'speaking' ? agent : microphone);
      level += (target - level) * (target > level ? RISE : FALL);
      // Through the object model: style attributes are what policies forbid.
      element.style.setProperty('--level', level.toFixed(3));
      requestAnimationFrame(next);
    };
    element.style.removeProperty('--level');
    const moves = now === 'listening' || now === 'speaking';
    if (moves && !matchMedia('(prefers-reduced-motion:reduce)').matches) requestAnimationFrame(next);
  });
  return element;
}
