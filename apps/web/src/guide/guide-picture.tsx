import type { Guide } from '@rogatoria/workflows/guide/guide.ts';
import { type Line, layoutOf } from '@rogatoria/workflows/guide/layout.ts';
import { useEffect, useMemo, useRef } from 'react';
import { useTexts } from '../texts/index.tsx';

const causes = ['us', 'them', 'other'] as const;

/** The procedure as a drawing. Whoever cannot see it is told that the tables below say the same. */
export function GuidePicture({ guide }: { guide: Guide }) {
  const { t } = useTexts();
  const { width, height, boxes, arrows } = useMemo(() => layoutOf(guide), [guide]);
  const frame = useRef<HTMLElement>(null);
  // where it is wider than the screen, it is first seen where the procedure begins
  useEffect(() => {
    const first = boxes.find(({ begins }) => begins);
    const element = frame.current;
    if (first && element && element.scrollWidth > element.clientWidth) {
      element.scrollLeft = first.x + first.width / 2 - element.clientWidth / 2;
    }
  }, [boxes]);
  return (
    <figure className="guide-figure">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wider than a phone, it scrolls by keyboard too */}
      <section ref={frame} className="guide-frame" tabIndex={0} aria-label={t('guide.drawing')}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={t('guide.drawing.alternative')}
        >
          <defs>
            {causes.map((by) => (
              <marker
                key={by}
                id={`guide-${by}`}
                viewBox="0 0 10 10"
                refX="9"
                refY="5"
                markerWidth="7"
                markerHeight="7"
                orient="auto"
              >
                <path d="M0 0L10 5L0 10Z" className={`guide-tip-${by}`} />
              </marker>
            ))}
          </defs>
          {arrows.map(({ from, to, by, path }) => (
            <path
              key={`${from} ${to} ${by}`}
              d={path}
              className={`guide-arrow guide-arrow-${by}`}
              markerEnd={`url(#guide-${by})`}
            />
          ))}
          {arrows.map(({ from, to, by, plate, label }) => (
            <g key={`${from} ${to} ${by}`} className={`guide-label guide-label-${by}`}>
              <rect {...plate} />
              <Words lines={label} anchor="middle" />
            </g>
          ))}
          {boxes.map(({ code, x, y, width, height, ball, begins, decided, name, also }) => (
            <g
              key={code}
              className={`guide-box guide-box-${ball ?? 'other'}${begins || decided ? ' guide-box-strong' : ''}`}
            >
              <rect x={x} y={y} width={width} height={height} rx="8" />
              <g className="guide-name">
                <Words lines={name} anchor="middle" />
              </g>
              {also.map(({ arrow, lines }) => (
                <g key={arrow} className="guide-also">
                  <path d={arrow} />
                  <Words lines={lines} anchor="start" />
                </g>
              ))}
            </g>
          ))}
        </svg>
      </section>
      <figcaption className="guide-legend">
        {causes.map((by) => (
          <span key={by}>
            <svg width="40" height="10" viewBox="0 0 40 10" aria-hidden="true">
              <path d="M0 5H38" className={`guide-arrow guide-arrow-${by}`} markerEnd={`url(#guide-${by})`} />
            </svg>
            {t(`guide.legend.${by}`)}
          </span>
        ))}
        <span>
          <svg width="14" height="10" viewBox="0 0 14 10" aria-hidden="true" className="guide-also">
            <path d="M1 5h9m-4 -4l4 4l-4 4" />
          </svg>
          {t('guide.legend.often')}
        </span>
      </figcaption>
    </figure>
  );
}

function Words({ lines, anchor }: { lines: readonly Line[]; anchor: 'start' | 'middle' }) {
  return lines.map(({ text, x, y }) => (
    <text key={y} x={x} y={y} textAnchor={anchor}>
      {text}
    </text>
  ));
}
