import type { VisitReferrer } from '@orbisvoice/contracts';
import { carryAlong } from './carry-referral.js';

const PATH = '/referrals/visit';
const JSON_BODY = { 'content-type': 'application/json' };
/** In the address of whoever was asked and would rather not; it ends with the visit, since nothing is stored. */
const ASKED = 'asked';

/**
 * Asks whoever came by a referral link whether their browser may remember it, where the server wants that asked first. It
 * stands below the header and pushes the page down, takes no focus, and leaves the page as it is when nobody answers.
 */
export function startAskToRemember(page: Document, search: string): void {
  const address = new URLSearchParams(search);
  const ref = address.get('ref');
  const header = page.querySelector('.site-header');
  if (!ref || !header) return;
  if (address.has(ASKED)) return carryAlong(page, ASKED, 'no');
  void fetch(`${PATH}?${new URLSearchParams({ ref }).toString()}`)
    .then(async (answer) => {
      if (!answer.ok) return;
      const visit = (await answer.json()) as VisitReferrer;
      if (visit.ask && visit.referrer) header.after(barOf(page, ref, visit));
    })
    // Who cannot be asked is not remembered; the code in the address still credits.
    .catch(() => undefined);
}

function barOf(page: Document, ref: string, { referrer, days }: VisitReferrer): HTMLElement {
  const bar = page.createElement('section');
  bar.className = 'ask-bar';
  bar.setAttribute('aria-label', 'Recommendation');
  const words = page.createElement('p');
  words.setAttribute('role', 'status');
  words.textContent = `${referrer?.name ?? referrer?.code} recommended OrbisVoice to you. May this browser remember that for ${days} days, so that they are credited if you sign up later?`;
  const remember = buttonOf(page, 'Remember it');
  const decline = buttonOf(page, 'No, thanks');
  const answers = page.createElement('div');
  answers.className = 'ask-answers';
  answers.append(remember, decline);
  bar.append(words, answers);

  decline.addEventListener('click', () => {
    carryAlong(page, ASKED, 'no');
    bar.remove();
  });
  remember.addEventListener('click', () => {
    if (remember.getAttribute('aria-disabled') === 'true') return;
    remember.setAttribute('aria-disabled', 'true');
    void fetch(PATH, { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ ref }) })
      .then(async (answer) => answer.ok && ((await answer.json()) as VisitReferrer).stored)
      .catch(() => false)
      .then((stored) => {
        words.textContent = stored
          ? `This browser remembers it for ${days} days.`
          : 'That was not stored. You are still credited to them if you sign up during this visit.';
        const close = buttonOf(page, 'Close');
        close.addEventListener('click', () => bar.remove());
        const focused = answers.contains(page.activeElement);
        answers.replaceChildren(close);
        // Whoever pressed the button by keyboard goes on from the same place.
        if (focused) close.focus();
      });
  });
  return bar;
}

function buttonOf(page: Document, name: string): HTMLButtonElement {
  const button = page.createElement('button');
  button.type = 'button';
  button.textContent = name;
  return button;
}
