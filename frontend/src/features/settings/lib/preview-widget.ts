import type { CallSession } from '@orbisvoice/contracts';

const SCRIPT = '/widget.js';

/** The part of `window.OrbisVoice` that a preview needs. */
interface WidgetApi {
  init(options: object): void;
  destroy(): void;
}

interface PreviewWish {
  agentId: string;
  container: HTMLElement;
  options: Record<string, string | boolean>;
  getToken: () => Promise<CallSession>;
}

let loading: Promise<WidgetApi> | undefined;

const present = (): WidgetApi | undefined => (globalThis as { OrbisVoice?: WidgetApi }).OrbisVoice;

/** The same script that sites load, once for the tab. */
function load(): Promise<WidgetApi> {
  loading ??= new Promise<WidgetApi>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = SCRIPT;
    const fail = (): void => {
      loading = undefined;
      script.remove();
      reject(new Error('the widget could not be loaded'));
    };
    script.onload = () => {
      const api = present();
      if (api) resolve(api);
      else fail();
    };
    script.onerror = fail;
    document.head.append(script);
  });
  return loading;
}

/** Puts the real widget into a part of the page, or changes how it looks there. */
export async function showPreview({ agentId, container, options, getToken }: PreviewWish): Promise<void> {
  const api = await load();
  if (container.isConnected) api.init({ agentId, container, getToken, baseUrl: location.origin, ...options });
}

/** Ends its call, if there is one, and takes it away. */
export const endPreview = (): void => present()?.destroy();
