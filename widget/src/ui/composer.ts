import { roundButton } from './buttons.js';
import { h } from './dom.js';
import { SEND } from './icons.js';
import type { Scene } from './scene.js';

/** The contract's bound for one message. */
const MAX_LENGTH = 4_000;

/** The line for writing. The form sends itself, since browsers know which Enter only ends a word of an input method. */
export function composer(scene: Scene): { element: HTMLElement; input: HTMLInputElement } {
  const { say } = scene.settings.speech;
  const input = h('input', {
    type: 'text',
    maxlength: MAX_LENGTH,
    placeholder: say('message'),
    'aria-label': say('message'),
    autocomplete: 'off',
    enterkeyhint: 'send',
    dir: 'auto',
  });
  const onsubmit = (event: Event): void => {
    event.preventDefault();
    scene.conversation.say(input.value);
    input.value = '';
  };
  const send = roundButton(SEND, say('send'));
  const hidden = (): boolean => !scene.shown.composer;
  return { element: h('form', { class: 'composer', hidden, onsubmit }, input, send), input };
}
