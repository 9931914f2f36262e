import { callCost, dollars } from '../lib/call-cost.js';

/** The form on the pricing page; its first answer is in the page already. */
export function startCalculator(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('[data-calculator]');
  if (!form) return;
  const value = (name: string): number => Number(new FormData(form).get(name));
  const write = (name: string, text: string) => {
    const place = form.querySelector(`[data-out="${name}"]`);
    if (place) place.textContent = text;
  };
  const show = () => {
    const minutes = value('minutes');
    const perCall = callCost({
      minutes,
      turnsPerMinute: value('turns'),
      agentShare: value('share') / 100,
      instructionTokens: value('instructions'),
    });
    for (const name of ['minutes', 'turns', 'share', 'instructions', 'calls'])
      write(name, value(name).toLocaleString('en-US'));
    write('call', dollars(perCall));
    write('minute', dollars(perCall / minutes));
    write('month', dollars(perCall * value('calls')));
  };
  form.addEventListener('input', show);
  show();
}
