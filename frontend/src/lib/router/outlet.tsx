import { createContext, useContext } from 'react';
import { useRouter } from './router-context.js';

const Depth = createContext(0);
const FrameContext = createContext<unknown>(undefined);

/** Where a frame shows what it stands around; `context` is for `useOutletContext` in there. */
export function Outlet({ context }: { context?: unknown }) {
  const depth = useContext(Depth);
  const Page = useRouter().pages[depth];
  if (!Page) return null;
  return (
    <Depth value={depth + 1}>
      <FrameContext value={context}>
        <Page />
      </FrameContext>
    </Depth>
  );
}

/** What the frame around a page gave to it. */
export const useOutletContext = <T,>(): T => useContext(FrameContext) as T;
