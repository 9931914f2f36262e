/** What this page uses of the widget's interface (widget/src/public-types.ts). */
interface Widget {
  init(options: object): void;
  start(): void;
}
const widget = (): Widget | undefined => (window as { OrbisVoice?: Widget }).OrbisVoice;

/**
 * The widget is fetched when somebody reaches for the button, so the page itself stays light, and most often it is there
 * when they press: browsers unlock sound in the click itself.
 */
export function startDemo(page: Document): void {
  const stage = page.querySelector<HTMLElement>('[data-demo]');
  const button = stage?.querySelector<HTMLButtonElement>('[data-demo-start]');
  const place = stage?.querySelector<HTMLElement>('[data-demo-place]');
  const agentId = stage?.dataset.agent;
  if (!stage || !button || !place || !agentId) return;

  let fetching: Promise<void> | undefined;
  const fetchWidget = () => (fetching ??= loadScript(page, '/widget.js'));
  for (const reach of ['pointerenter', 'focus', 'touchstart'])
    button.addEventListener(reach, () => void fetchWidget().catch(() => undefined), { passive: true });

  const begin = () => {
    stage.dataset.live = '';
    widget()?.init({
      agentId,
      container: place,
      layout: 'inline',
      open: true,
      theme: 'dark',
      getToken: () => askForCall(agentId),
    });
    widget()?.start();
  };
  button.addEventListener('click', () => {
    if (widget()) return begin();
    button.disabled = true;
    fetchWidget().then(begin, () => {
      fetching = undefined;
      button.disabled = false;
      const note = stage.querySelector('[data-demo-note]');
      if (note) note.textContent = 'The line could not be opened. Please try again.';
    });
  });
}

const loadScript = (page: Document, src: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = page.createElement('script');
    script.src = src;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${src} did not load`)));
    page.head.append(script);
  });

/** A ticket for our own page; no key is needed for it (`POST /embed/:agentId/sessions`). */
async function askForCall(agentId: string): Promise<unknown> {
  const answer = await fetch(`/embed/${agentId}/sessions`, { method: 'POST' });
  const body = (await answer.json()) as { error?: { message: string; code: string } };
  if (body.error) throw Object.assign(new Error(body.error.message), { code: body.error.code });
  return body;
}
