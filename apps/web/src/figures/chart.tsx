import { useEffect, useRef } from 'react';
import type { ChartOption } from './options.ts';

export interface ChartProps {
  /** what the picture says, for whoever does not see it; the table beside it has the numbers */
  label: string;
  height: number;
  option: (width: number) => ChartOption;
}

/** A drawn chart. Always beside the table of the same numbers. */
export function Chart({ label, height, option }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(option);
  const redraw = useRef<() => void>(undefined);
  useEffect(() => {
    latest.current = option;
    redraw.current?.();
  }, [option]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let gone = false;
    let stop = () => {};
    void import('./echarts.ts').then(async ({ init }) => {
      // widths of words are measured: the font first
      await document.fonts.ready;
      if (gone) return;
      const chart = init(element, null, { renderer: 'svg' });
      const draw = () => {
        chart.resize();
        chart.setOption(latest.current(element.clientWidth), { notMerge: true });
      };
      const observer = new ResizeObserver(draw);
      observer.observe(element);
      redraw.current = draw;
      stop = () => {
        observer.disconnect();
        redraw.current = undefined;
        chart.dispose();
      };
    });
    return () => {
      gone = true;
      stop();
    };
  }, []);
  return (
    <figure className="chart" role="img" aria-label={label}>
      <div ref={box} style={{ height }} aria-hidden="true" />
    </figure>
  );
}
