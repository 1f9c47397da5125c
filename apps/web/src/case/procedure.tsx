import type { Drawing } from '@rogatoria/api/cases/schemas.ts';
import { Link } from '@tanstack/react-router';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Button } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import {
  fitted,
  type Layout,
  type Line,
  lying,
  type Measure,
  narrow,
  type PlacedStep,
  tickRoom,
  upright,
} from './drawing-layout.ts';
import { listOf, type Sides, sceneOf } from './drawing-words.ts';
import { TickPaths } from './tick.tsx';

/** Widths of words in the page's own font; measured again once the font has come. */
function useMeasure(): Measure {
  const [fonts, setFonts] = useState(0);
  useEffect(() => {
    let gone = false;
    void document.fonts.ready.then(() => {
      if (!gone) setFonts(1);
    });
    return () => {
      gone = true;
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the fonts have come
  return useMemo(() => {
    const context = document.createElement('canvas').getContext('2d');
    const family = getComputedStyle(document.body).fontFamily;
    const known = new Map<string, number>();
    return (text, bold) => {
      const key = `${bold ? 1 : 0}${text}`;
      let width = known.get(key);
      if (width === undefined) {
        if (context) context.font = `${bold ? 600 : 400} 16px ${family}`;
        width = context ? context.measureText(text).width + 1 : text.length * 8;
        known.set(key, width);
      }
      return width;
    };
  }, [fonts]);
}

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { frame, width };
}

interface ProcedureProps {
  drawing: Drawing;
  sides: Sides;
  /** the guide to this kind of file, and where in it the file stands */
  guide: string;
  state: string;
}

/** The drawn procedure: where this case is, how it came there, what may follow. */
export function Procedure({ drawing, sides, guide, state }: ProcedureProps) {
  const tools = useTexts();
  const { t } = tools;
  const title = useId();
  const measure = useMeasure();
  const { frame, width } = useWidth();
  const [all, setAll] = useState(false);
  const scene = useMemo(() => sceneOf(drawing, sides, tools), [drawing, sides, tools]);
  const fit = useMemo(
    () => (width === 0 ? null : fitted(scene, width, measure, (count) => tools.t('case.fold', { count }))),
    [scene, width, measure, tools],
  );
  const hidden = fit?.hidden ?? 0;
  const layout = all && hidden > 0 ? (width < narrow ? upright : lying)(scene, width, measure) : (fit?.layout ?? null);
  const listed = useMemo(() => listOf(drawing, sides, tools), [drawing, sides, tools]);
  const scrolls = layout !== null && layout.width > width;

  return (
    <section className="card procedure" aria-labelledby={title}>
      <h2 id={title} className="hidden-visually">
        {t('case.procedure')}
      </h2>
      <ol className="hidden-visually">
        {listed.map(({ id, status, text }) => (
          <li key={id} aria-current={status === 'current' ? 'step' : undefined}>
            {text}
          </li>
        ))}
      </ol>
      <div
        className="procedure-frame"
        ref={frame}
        {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': t('case.procedure') } : {})}
      >
        {layout ? <Picture layout={layout} onUnfold={() => setAll(true)} /> : null}
      </div>
      {hidden > 0 ? (
        <Button variant="quiet" className="no-print" onPress={() => setAll(!all)}>
          {all ? t('case.fold.again') : t('case.fold.open', { count: drawing.nodes.filter(({ at }) => at).length })}
        </Button>
      ) : null}
      <p className="procedure-guide no-print">
        <Link to="/guide/{-$procedure}" params={{ procedure: guide }} hash={state}>
          {t('guide.title')}
        </Link>
      </p>
    </section>
  );
}

function Words({ lines, anchor, className }: { lines: Line[]; anchor: string; className: string }) {
  return lines.map(({ text, x, y }) => (
    <text key={y} x={x} y={y} textAnchor={anchor as 'start'} className={className}>
      {text}
    </text>
  ));
}

function Picture({ layout, onUnfold }: { layout: Layout; onUnfold(): void }) {
  const { width, height, lanes, steps, edges } = layout;
  return (
    <svg
      className={`procedure-picture${layout.upright ? ' procedure-upright' : ''}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      focusable="false"
    >
      {lanes.map(({ lane, box, name, what }) => (
        <g key={lane} className={`lane lane-${lane}`}>
          <rect x={box.x} y={box.y} width={box.width} height={box.height} rx="8" />
          <Words lines={name} anchor="start" className="lane-name" />
          <Words lines={what} anchor="start" className="lane-what" />
        </g>
      ))}
      {edges.map((edge) => (
        <path
          key={`${edge.from} ${edge.to}`}
          d={edge.path}
          className={`edge edge-${edge.status}`}
          fill="none"
          strokeDasharray={edge.status === 'possible' ? '5 5' : undefined}
        />
      ))}
      {edges.map(({ from, to, tick, tickAt }) =>
        tickAt ? (
          <g key={`${from} ${to}`} className="tick">
            <rect {...tickAt.box} rx="11" />
            <TickPaths x={tickAt.box.x + 6} y={tickAt.y} />
            <text x={tickAt.box.x + 6 + tickRoom} y={tickAt.y + 5}>
              {tick}
            </text>
          </g>
        ) : null,
      )}
      {steps.map((step) => (
        <Node key={step.id} step={step} onUnfold={onUnfold} />
      ))}
    </svg>
  );
}

function Node({ step, onUnfold }: { step: PlacedStep; onUnfold(): void }) {
  const { x, y, box, lane, status, holder, anchor, labelLines, timeLines } = step;
  if (lane === 'fold')
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: for the mouse; the button below does the same
      <g className="step-fold" onClick={onUnfold}>
        <rect x={box.x - 14} y={y - 18} width={box.width + 28} height={36} rx="18" />
        <Words lines={labelLines} anchor="middle" className="step-label" />
      </g>
    );
  const tone = status === 'current' ? (holder ?? 'done') : status;
  return (
    <g className={`step step-${status} step-tone-${tone}`}>
      {status === 'current' ? <circle cx={x} cy={y} r="14" className="step-ring" /> : null}
      <circle cx={x} cy={y} r={status === 'current' ? 9 : 7} className="step-dot" />
      <Words lines={labelLines} anchor={anchor} className="step-label" />
      <Words lines={timeLines} anchor={anchor} className="step-time" />
    </g>
  );
}
