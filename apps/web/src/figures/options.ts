import type { BarSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

export type ChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>;

/**
 * Colours are the page's own custom properties: the SVG follows the theme, and paper, without being drawn again.
 * Sent is blue (with them), received amber (ours to do), as everywhere.
 */
const ink = 'var(--ink)';
const muted = 'var(--muted)';
const line = 'var(--line)';
const font = '"Source Sans 3", system-ui, sans-serif';

export interface Bar {
  name: string;
  /** name of the page's custom property */
  colour: 'us' | 'them' | 'done' | 'late' | 'ink' | 'edge';
  values: (number | null)[];
}

interface Bars {
  categories: string[];
  bars: Bar[];
  /** bars of one category one after the other instead of beside each other */
  stacked?: boolean;
  /** how a value is written */
  say: (value: number) => string;
}

const narrow = 480;
/** between the entries of a legend */
const entryGap = 20;

function base(): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: font, fontSize: 15, color: ink },
    legend: {
      top: 0,
      left: 0,
      itemWidth: 14,
      itemHeight: 14,
      itemGap: entryGap,
      textStyle: { fontSize: 15, color: ink },
    },
    // Drawn into the picture: a tooltip in HTML would need inline styles, which the content security policy forbids.
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      axisPointer: { type: 'none' },
      backgroundColor: 'var(--card)',
      borderColor: line,
      textStyle: { fontFamily: font, fontSize: 15, color: ink },
    },
  };
}

function series({ bars, stacked = false, say }: Bars, label: BarSeriesOption['label']): BarSeriesOption[] {
  return bars.map(({ name, colour, values }) => ({
    type: 'bar',
    name,
    data: values,
    ...(stacked ? { stack: 'all' } : {}),
    barMaxWidth: stacked ? 26 : 20,
    barGap: '12%',
    itemStyle: { color: `var(--${colour})` },
    emphasis: { disabled: true },
    tooltip: { valueFormatter: (value) => (typeof value === 'number' ? say(value) : '–') },
    label: {
      fontFamily: font,
      fontSize: 14,
      color: muted,
      formatter: ({ value }) => (typeof value === 'number' ? say(value) : ''),
      ...label,
    },
  }));
}

const axisLine = { lineStyle: { color: 'var(--edge)' } };

/** Rows that the legend takes: an entry is a square and its words. */
function legendRows({ bars }: Bars, width: number): number {
  let rows = 1;
  let used = 0;
  for (const { name } of bars) {
    const size = 20 + 7.6 * name.length;
    if (used > 0 && used + entryGap + size > width) {
      rows++;
      used = size;
    } else used += (used > 0 ? entryGap : 0) + size;
  }
  return rows;
}

/** Bars that stand, one group a category: what runs with time. */
export function columns(chart: Bars, width: number): ChartOption {
  return {
    ...base(),
    grid: { top: 48, left: 0, right: 0, bottom: 6, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      data: chart.categories,
      axisTick: { show: false },
      axisLine,
      axisLabel: { fontSize: 14, color: muted, interval: width < narrow ? 1 : 0 },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 4,
      axisLabel: { fontSize: 14, color: muted },
      splitLine: { lineStyle: { color: line } },
    },
    series: series(chart, { show: width >= narrow, position: 'top', distance: 3 }),
  };
}

/** Bars that lie, one group a category, the first on top: what has a name. */
export function rows(chart: Bars, width: number): ChartOption {
  const values = chart.bars.flatMap((bar) => bar.values.filter((value) => value !== null));
  const longest = Math.max(...values.map((value) => chart.say(value).length), 0);
  const below = legendRows(chart, width) - 1;
  const plain = base();
  return {
    ...plain,
    legend: { ...plain.legend, itemGap: below > 0 ? 12 : entryGap },
    grid: {
      top: 40 + 28 * below,
      left: 0,
      right: chart.stacked ? 8 : 16 + 8 * longest,
      bottom: 0,
      outerBoundsMode: 'same',
    },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: chart.categories,
      axisTick: { show: false },
      axisLine,
      axisLabel: {
        fontSize: 15,
        lineHeight: 18,
        color: ink,
        width: width < narrow ? 118 : 210,
        overflow: 'break',
        formatter: (name: string) => shortened(name, width < narrow ? 34 : 60),
      },
    },
    series: series(chart, { show: !chart.stacked, position: 'right', distance: 6 }),
  };
}

/** Two lines of a label; the table has all of it. */
function shortened(name: string, most: number): string {
  return name.length <= most ? name : `${name.slice(0, most).replace(/\s+\S*$/, '')} …`;
}

/** Height of a chart of lying bars, in pixels. */
export function heightOf({ categories, bars, stacked = false }: Bars): number {
  return 56 + categories.length * (stacked ? 46 : 14 + 20 * bars.length);
}
