import type { Mark } from '@rogatoria/workflows/annual-return/content.ts';
import { type Dimension, dimensions, type Report } from '@rogatoria/workflows/publication.ts';
import { languages } from '@rogatoria/workflows/types.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import { stringify } from 'csv-stringify/sync';
import { inEach, labelOf, titleOf } from './labels.ts';

/**
 * SDMX 3.0: the structure as an SDMX-JSON 2.0 structure message – codelists, concepts, data structure, dataflow, in four
 * languages – and the counts as SDMX-CSV 2.0.
 */

const agency = 'ROGATORIA';
const version = '1.0.0';
const structure = 'MLA';

/** Component of each dimension: concepts of the SDMX cross-domain list where it has one. */
const components = {
  area: 'REF_AREA',
  counterpart: 'COUNTERPART_AREA',
  direction: 'DIRECTION',
  kind: 'REQUEST_KIND',
  measure: 'INDICATOR',
  outcome: 'OUTCOME',
  basis: 'LEGAL_BASIS',
  ground: 'REFUSAL_GROUND',
} as const satisfies Record<Dimension, string>;

/** CL_OBS_STATUS has a letter for each of these but `none`, which has no observation at all there. */
export const statusCodes: Readonly<Record<Mark, string>> = {
  not_available: 'L',
  not_applicable: 'M',
  not_reported: 'O',
  suppressed: 'Q',
  none: 'NONE',
  not_reached: 'NOT_REACHED',
};

/** An SDMX identifier: letters, digits, `_`, `-`, `@`, `$`. */
export const sdmxId = (code: string): string => code.replaceAll(/[^A-Za-z0-9_@$-]/g, '-');

const urn = (kind: string, id: string) => `urn:sdmx:org.sdmx.infomodel.${kind}=${agency}:${id}(${version})`;
const named = (names: Record<string, string>) => ({ name: names.en, names });
const maintained = (id: string, names: Record<string, string>) => ({ id, agencyID: agency, version, ...named(names) });

export function sdmxStructure({ observations, compiled_at, year, edition }: Report): object {
  const concept = (id: string) =>
    `${urn('conceptscheme.ConceptScheme', 'CS_MLA').replace('ConceptScheme=', 'Concept=')}.${id}`;
  const enumeration = (id: string) => ({ enumeration: urn('codelist.Codelist', `CL_${id}`) });
  const dimensionName = (dimension: Dimension) => inEach((language) => say(language, `dimension.${dimension}`));
  const codes = (dimension: Dimension) =>
    [...new Set(observations.map((one) => one[dimension]))].map((code) => ({
      id: sdmxId(code),
      ...named(inEach((language) => labelOf(dimension, code, language))),
    }));
  const statusNames = {
    A: inEach((language) => say(language, 'dimension.value')),
    ...Object.fromEntries(
      (Object.keys(statusCodes) as Mark[]).map((mark) => [
        statusCodes[mark],
        inEach((language) => say(language, `mark.${mark}`)),
      ]),
    ),
  };
  const year_ = inEach((language) => say(language, 'dimension.year'));
  const status = inEach((language) => say(language, 'dimension.status'));
  const value = inEach((language) => say(language, 'dimension.value'));
  return {
    $schema: 'https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json',
    meta: {
      schema: 'https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json',
      id: `${structure}-${year}-${edition}`,
      test: false,
      prepared: compiled_at,
      contentLanguages: [...languages],
      sender: { id: agency },
    },
    data: {
      codelists: [
        ...dimensions.map((dimension) => ({
          ...maintained(`CL_${components[dimension]}`, dimensionName(dimension)),
          codes: codes(dimension),
        })),
        {
          ...maintained('CL_OBS_STATUS', status),
          codes: Object.entries(statusNames).map(([id, names]) => ({ id, ...named(names) })),
        },
      ],
      conceptSchemes: [
        {
          ...maintained('CS_MLA', inEach(titleOf)),
          concepts: [
            ...dimensions.map((dimension) => ({ id: components[dimension], ...named(dimensionName(dimension)) })),
            { id: 'TIME_PERIOD', ...named(year_) },
            { id: 'OBS_VALUE', ...named(value) },
            { id: 'OBS_STATUS', ...named(status) },
          ],
        },
      ],
      dataStructures: [
        {
          ...maintained(structure, inEach(titleOf)),
          dataStructureComponents: {
            dimensionList: {
              id: 'DimensionDescriptor',
              dimensions: dimensions.map((dimension, index) => ({
                id: components[dimension],
                position: index + 1,
                conceptIdentity: concept(components[dimension]),
                localRepresentation: enumeration(components[dimension]),
              })),
              timeDimension: {
                id: 'TIME_PERIOD',
                conceptIdentity: concept('TIME_PERIOD'),
                localRepresentation: { format: { dataType: 'ObservationalTimePeriod' } },
              },
            },
            attributeList: {
              id: 'AttributeDescriptor',
              attributes: [
                {
                  id: 'OBS_STATUS',
                  usage: 'mandatory',
                  attributeRelationship: { observation: {} },
                  conceptIdentity: concept('OBS_STATUS'),
                  localRepresentation: enumeration('OBS_STATUS'),
                },
              ],
            },
            measureList: {
              id: 'MeasureDescriptor',
              measures: [
                {
                  id: 'OBS_VALUE',
                  usage: 'optional',
                  conceptIdentity: concept('OBS_VALUE'),
                  localRepresentation: { format: { dataType: 'Integer', minValue: 0 } },
                },
              ],
            },
          },
        },
      ],
      dataflows: [
        { ...maintained(structure, inEach(titleOf)), structure: urn('datastructure.DataStructure', structure) },
      ],
    },
  };
}

/** One observation a row; `OBS_VALUE` is empty where `OBS_STATUS` is not `A`. */
export function sdmxCsv({ year, observations }: Report): string {
  const fixed = { STRUCTURE: 'dataflow', STRUCTURE_ID: `${agency}:${structure}(${version})`, ACTION: 'R' };
  const columns = [
    ...Object.keys(fixed),
    ...dimensions.map((dimension) => components[dimension]),
    'TIME_PERIOD',
    'OBS_VALUE',
    'OBS_STATUS',
  ];
  const rows = observations.map((one) => ({
    ...fixed,
    ...Object.fromEntries(dimensions.map((dimension) => [components[dimension], sdmxId(one[dimension])])),
    TIME_PERIOD: year,
    OBS_VALUE: one.value,
    OBS_STATUS: one.mark === null ? 'A' : statusCodes[one.mark],
  }));
  return stringify(rows, { header: true, columns, record_delimiter: '\r\n' });
}
