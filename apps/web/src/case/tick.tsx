/** Drawn, not typed: few fonts carry the sign. */
const single = 'M1 6.500l4 4L13 1.500';

/** ✓, or ✓✓ for a signed receipt. */
export function Tick({ twice = false }: { twice?: boolean }) {
  return (
    <svg
      className="tick-mark"
      viewBox={twice ? '0 0 21 12' : '0 0 14 12'}
      height="12"
      width={twice ? 21 : 14}
      aria-hidden="true"
    >
      <path d={single} />
      {twice ? <path d="M9 9.500l1 1L18 1.500" /> : null}
    </svg>
  );
}

/** The same inside another picture, its left end at `x`, its middle at `y`. */
export function TickPaths({ x, y }: { x: number; y: number }) {
  return (
    <g className="tick-mark" transform={`translate(${x} ${y - 6})`}>
      <path d={single} />
      <path d="M9 9.500l1 1L18 1.500" />
    </g>
  );
}
