/** Walks through system, light and dark; shown only where a script can make it work. */
export function ThemeButton() {
  return (
    <button
      type="button"
      data-theme-button
      aria-label="Theme"
      className="needs-script size-9 place-items-center rounded-control text-dim hover:bg-mist hover:text-ink"
    >
      <svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" aria-hidden="true">
        <circle cx="9" cy="9" r="6.2" strokeWidth="1.6" />
        <path d="M9 2.8a6.2 6.2 0 0 1 0 12.4Z" fill="currentColor" stroke="none" />
      </svg>
    </button>
  );
}
