import { roundButton } from './buttons.js';
import { h } from './dom.js';
import { END, MIC, MIC_OFF, SOUND, WRITE } from './icons.js';
import { clock } from './labels.js';
import type { Scene } from './scene.js';

/** The controls of a running call, laid out like a small audio player. */
export function playerBar(
  scene: Scene,
  onWrite: () => void,
): { element: HTMLElement; mute: HTMLButtonElement } {
  const { conversation, settings } = scene;
  const { say } = settings.speech;
  const muted = (): boolean => scene.facts.muted;
  const chats = (): boolean => scene.shown.bar === 'chat';
  const talk = roundButton(MIC, say('talk'), conversation.talk, {
    hidden: () => !chats() || !settings.voice,
  });
  const mute = roundButton(
    () => (muted() ? MIC_OFF : MIC),
    () => say(muted() ? 'unmute' : 'mute'),
    () => conversation.call.mute(!muted()),
    { hidden: chats, 'aria-pressed': () => `${muted()}` },
  );
  const end = roundButton(END, say('end'), conversation.stop, {
    class: 'round end',
  });
  const write = roundButton(WRITE, say('write'), onWrite, {
    hidden: () => chats() || !settings.text,
    'aria-expanded': () => `${scene.composing}`,
  });
  const toggleSound = (): void => {
    scene.soundOpen = !scene.soundOpen;
    scene.render();
  };
  const sound = roundButton(SOUND, say('settings'), toggleSound, {
    class: 'round last',
    hidden: chats,
    'aria-expanded': () => `${scene.soundOpen}`,
  });
  const time = h('span', { class: 'time' }, () => clock(scene.elapsedMs));
  const middle = h('div', { class: 'mid' }, talk, mute, end, write);
  return { element: h('div', { class: 'bar', hidden: () => !scene.shown.bar }, time, middle, sound), mute };
}
