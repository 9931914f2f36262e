import { follow, h } from './dom.js';
import type { Scene } from './scene.js';

/** How close to the end still counts as following the conversation. */
const NEAR_END_PX = 48;

/**
 * What was said. Sighted people see words grow; a live region that grew with them would be read out again and again, so
 * finished answers are told in a place of their own, and only where they are not heard anyway.
 */
export function captionLog(scene: Scene, scroller: HTMLElement): void {
  const { say } = scene.settings.speech;
  const log = h('div', {
    class: 'log',
    role: 'log',
    'aria-live': 'off',
    'aria-label': say('messages'),
    hidden: () => !scene.shown.log,
  });
  const waits = (): boolean => scene.shown.bar === 'chat' && scene.facts.state.stage === 'thinking';
  const dots = h('div', { class: 'line dots', 'aria-hidden': 'true', hidden: () => !waits() }, '...');
  const captions = () => scene.conversation.call.state.captions;
  const newestAnswer = (): string =>
    scene.shown.bar === 'chat'
      ? (captions().findLast(({ role, final }) => role === 'agent' && final)?.text ?? '')
      : '';
  scroller.append(log, dots, h('div', { class: 'sr', 'aria-live': 'polite' }, newestAnswer));

  // Asked only when somebody scrolls: what takes room from the log must not leave its end behind.
  let follows = true;
  scroller.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    follows = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  });
  const write = (element: Element | null | undefined, text: string): void => {
    if (element && element.textContent !== text) element.textContent = text;
  };
  // Lines are filled by their place and not moved: what did not change keeps its node, and what is marked stays marked.
  // It comes after all else, when it is known how much room there is.
  const fill = (): void => {
    captions().forEach(({ role, text, final, interrupted }, index) => {
      const line =
        log.children[index] ??
        log.appendChild(h('div', {}, h('span', { class: 'sr' }), h('p', { dir: 'auto' })));
      const open = !final && role === 'user' ? ' open' : '';
      line.className = `line ${role}${open}${interrupted ? ' cut' : ''}`;
      write(line.firstElementChild, `${role === 'user' ? say('you') : scene.facts.agentName}: `);
      write(line.lastElementChild, text);
    });
    while (log.children.length > captions().length) log.lastChild?.remove();
    if (follows) scroller.scrollTop = scroller.scrollHeight;
  };
  follow(() => scene.shown, fill);
}
