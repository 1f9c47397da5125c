/**
 * `pnpm map`: draws the member States once, from the atlas, into apps/api/src/publication/americas.json. Shapes: Natural Earth,
 * 1:50 million, in the public domain. What is no member State is one ground, whoever's it is.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Americas } from '@rogatoria/api/publication/map.ts';
import { states } from '@rogatoria/workflows/states.ts';
import { type GeoProjection, geoArea, geoAzimuthalEqualArea, geoCentroid, geoPath } from 'd3-geo';
import type { Position } from 'geojson';
import { feature, merge } from 'topojson-client';
import {
  filter,
  filterWeight,
  presimplify,
  simplify,
  sphericalRingArea,
  sphericalTriangleArea,
} from 'topojson-simplify';
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification';

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Country = Polygon<{ name: string }> | MultiPolygon<{ name: string }>;
type Box = Americas['inset'];
/** It is told whether a ring is a hole; the types do not say so. */
type RingArea = Parameters<typeof filterWeight>[2];

/** Numbers of ISO 3166-1, under which the atlas has the States. */
// biome-ignore format: a table
const numbers: Readonly<Record<string, string>> = {
  ATG: '028', ARG: '032', BHS: '044', BRB: '052', BLZ: '084', BOL: '068', BRA: '076', CAN: '124', CHL: '152', COL: '170',
  CRI: '188', CUB: '192', DMA: '212', DOM: '214', ECU: '218', SLV: '222', GRD: '308', GTM: '320', GUY: '328', HTI: '332',
  HND: '340', JAM: '388', MEX: '484', NIC: '558', PAN: '591', PRY: '600', PER: '604', KNA: '659', LCA: '662', VCT: '670',
  SUR: '740', TTO: '780', USA: '840', URY: '858', VEN: '862',
};

/** In units of the drawing. */
const width = 1000;
const height = 1210;
const inset: Box = { x: 10, y: 752, width: 540, height: 448 };

/** States whose code stands to the left of their circle, where it does not meet another. */
const leftward: ReadonlySet<string> = new Set(['KNA', 'VCT', 'GRD']);

/** Circles moved a little north, off a neighbour's code. */
const raised: Readonly<Record<string, number>> = { LCA: 7 };

/** Shapes in a projection, fitted into a box of the drawing: States by code, and the ground. */
function shapesIn(
  box: Box,
  projection: GeoProjection,
  finest: number,
): { states: Map<string, string>; ground: string } {
  const { x, y, width, height } = box;
  const require = createRequire(import.meta.url);
  const atlas = presimplify(require('world-atlas/countries-50m.json') as Atlas, sphericalTriangleArea) as Atlas;
  // a unit of the drawing in radians, squared
  const unit = projection.scale() ** -2;
  const coarse = simplify(atlas, finest * unit) as Atlas;
  const drawn = filter(coarse, filterWeight(coarse, 8 * finest * unit, sphericalRingArea as RingArea)) as Atlas;
  const countries = drawn.objects.countries.geometries as Country[];
  const pen = new Pen();
  const path = geoPath(projection.clipExtent([[x, y], [x + width, y + height]]), pen); // biome-ignore format: two corners
  const drawing = (shape: Parameters<typeof path>[0]) => {
    path(shape);
    return pen.taken();
  };
  const byNumber = new Map(countries.map((country) => [country.id, country]));
  const members = new Set(Object.values(numbers));
  const others = merge(drawn, countries.filter(({ id, type }) => type && !members.has(String(id)))); // biome-ignore format: one
  return {
    states: new Map(
      states.flatMap(({ code }) => {
        const country = byNumber.get(numbers[code]!);
        const shape = country?.type ? drawing(feature(drawn, country)) : '';
        return shape ? [[code, shape]] : [];
      }),
    ),
    ground: drawing({ ...others, coordinates: others.coordinates.filter(isAmerican) }),
  };
}

/** By where its middle is: without the tip of Siberia, and Europe. */
const isAmerican = (coordinates: Position[][]): boolean => {
  const [longitude] = geoCentroid({ type: 'Polygon', coordinates });
  return longitude > -170 && longitude < -25;
};

/** Writes paths in whole units, each point from the one before. */
class Pen {
  #path = '';
  #x = 0;
  #y = 0;
  #ring = '';
  moveTo(x: number, y: number): void {
    this.#x = Math.round(x);
    this.#y = Math.round(y);
    this.#ring = `M${this.#x} ${this.#y}l`;
  }
  lineTo(x: number, y: number): void {
    const [dx, dy] = [Math.round(x) - this.#x, Math.round(y) - this.#y];
    if (dx === 0 && dy === 0) return;
    this.#x += dx;
    this.#y += dy;
    this.#ring += `${this.#ring.endsWith('l') || dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`;
  }
  closePath(): void {
    if ((this.#ring.match(/-?\d+/g)?.length ?? 0) >= 6) this.#path += `${this.#ring}z`;
    this.#ring = '';
  }
  arc(): void {
    throw new Error('points are not drawn');
  }
  beginPath(): void {}
  taken(): string {
    const path = this.#path;
    this.#path = '';
    return path;
  }
}

export function americas(): Americas {
  const frame = { x: 0, y: 0, width, height };
  const whole = geoAzimuthalEqualArea().rotate([84, -12]).scale(492).translate([556, 640]);
  const near = geoAzimuthalEqualArea().rotate([68, -18.5]).scale(1480).translate([266, 976]);
  const main = shapesIn(frame, whole, 0.5);
  const islands = shapesIn(inset, near, 0.5);
  const require = createRequire(import.meta.url);
  const atlas = require('world-atlas/countries-50m.json') as Atlas;
  const places = states.map(({ code }) => {
    const country = atlas.objects.countries.geometries.find(({ id }) => id === numbers[code]) as Country;
    const shape = feature(atlas, country);
    return { code, area: geoArea(shape) * near.scale() ** 2, centre: near(geoCentroid(shape))!.map(Math.round) };
  });
  return {
    ...{ width, height, inset },
    ground: main.ground + islands.ground,
    states: Object.fromEntries(
      places.map(({ code, area, centre }) => {
        const shape = (main.states.get(code) ?? '') + (islands.states.get(code) ?? '');
        return [
          code,
          area < 60
            ? { x: centre[0]!, y: centre[1]! - (raised[code] ?? 0), label: leftward.has(code) ? 'left' : 'right' }
            : shape,
        ];
      }),
    ),
  };
}

if (import.meta.main) {
  const drawing = americas();
  fs.writeFileSync(
    fileURLToPath(new URL('../apps/api/src/publication/americas.json', import.meta.url)),
    `${JSON.stringify(drawing, null, 2)}\n`,
  );
  console.log(`${Object.keys(drawing.states).length} States in apps/api/src/publication/americas.json`);
}
