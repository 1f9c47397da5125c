/** Drawn, not typed: not every machine has a font with a tick. The word beside it says the same. */
export function Mark({ kind }: { kind: 'done' | 'open' }) {
  return (
    <svg
      className={kind === 'done' ? 'mark text-done' : 'mark text-us'}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      {kind === 'done' ? (
        <path d="m2.500 8.500 3.500 4 7.500-9" strokeLinecap="round" strokeLinejoin="round" />
      ) : (
        <circle cx="8" cy="8" r="5.500" strokeWidth="1.500" />
      )}
    </svg>
  );
}
