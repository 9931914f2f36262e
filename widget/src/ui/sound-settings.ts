import { follow, h } from './dom.js';
import type { Scene } from './scene.js';

/** Volume and microphone. Devices have names only after a permission, so the list is read each time it is opened. */
export function soundSettings(scene: Scene): HTMLElement {
  const { settings, conversation } = scene;
  const { say } = settings.speech;
  const slider: HTMLInputElement = h('input', {
    type: 'range',
    min: 0,
    max: 1,
    step: 0.05,
    value: conversation.sound.volume,
    oninput: () => conversation.setVolume(slider.valueAsNumber),
  });
  const select: HTMLSelectElement = h('select', {
    onchange: () => conversation.useMicrophone(select.value || undefined),
  });
  const field = h('label', {}, say('microphone'), select);
  const option = (value: string, text: string): HTMLElement =>
    h('option', { value, selected: value === conversation.sound.deviceId }, text);

  const list = async (): Promise<void> => {
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    const microphones = devices.filter(
      ({ kind, deviceId, label }) => kind === 'audioinput' && label && deviceId !== 'default',
    );
    select.replaceChildren(
      option('', say('anyMicrophone')),
      ...microphones.map(({ deviceId, label }) => option(deviceId, label)),
    );
    field.hidden = !microphones.length;
  };
  follow(
    () => scene.soundOpen,
    (open) => void (open && list()),
  );
  return h(
    'div',
    { class: 'sound', role: 'group', 'aria-label': say('settings'), hidden: () => !scene.soundOpen },
    h('label', {}, say('volume'), slider),
    field,
  );
}
