import { OrbMark } from '../../components/brand/orb-mark.js';

export function PageLoading() {
  return (
    <div role="status" className="grid min-h-dvh place-items-center">
      <span className="sr-only">Loading</span>
      <span aria-hidden="true" className="orb-breathes">
        <OrbMark size={40} />
      </span>
    </div>
  );
}
