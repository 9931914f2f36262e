import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

interface AgentProps {
  api: string;
  agentId: string;
  apiKey: string;
}

/** Loads the widget once, however often React mounts this, and takes it off the page with it. */
function Agent({ api, agentId, apiKey }: AgentProps) {
  useEffect(() => {
    const start = () => window.OrbisVoice?.init({ agentId, apiKey });
    const script =
      document.querySelector<HTMLScriptElement>('#orbis-script') ?? addScript(`${api}/widget.js`);
    if (window.OrbisVoice) start();
    else script.addEventListener('load', start);
    return () => {
      script.removeEventListener('load', start);
      window.OrbisVoice?.destroy();
    };
  }, [api, agentId, apiKey]);
  return null;
}

function addScript(src: string): HTMLScriptElement {
  const script = document.createElement('script');
  Object.assign(script, { id: 'orbis-script', src, async: true });
  document.head.append(script);
  return script;
}

function Shop(props: AgentProps) {
  const [cups, setCups] = useState(0);
  return (
    <>
      <h1>React</h1>
      <button type="button" onClick={() => setCups(cups + 1)}>
        {cups} cups in the cart
      </button>
      <Agent {...props} />
    </>
  );
}

const root = document.getElementById('root');
if (root) {
  const { api = '', agentId = '', apiKey = '' } = root.dataset;
  createRoot(root).render(
    <StrictMode>
      <Shop {...{ api, agentId, apiKey }} />
    </StrictMode>,
  );
}
