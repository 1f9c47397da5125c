import { type DomesticFigure, domesticFigures } from '@rogatoria/workflows/domestic.ts';
import { indicatorIds } from '@rogatoria/workflows/indicators.ts';
import { Link } from '@tanstack/react-router';
import { Page } from '../app/page.tsx';
import { Card } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { Definition, Sources } from './definition.tsx';
import './figures.css';

const domestic: [string, DomesticFigure][] = Object.entries(domesticFigures);
const groups = { M: 'evidence', P: 'preservation', X: 'emergency' } as const;

/** Every indicator that is counted, as it is defined. */
export function DefinitionsPage() {
  const { t } = useTexts();
  return (
    <Page
      title={t('figures.definitions')}
      lead={t('figures.definitions.lead')}
      className="figures"
      actions={<Link to="/figures/{-$year}">{t('figures.definitions.back')}</Link>}
    >
      {Object.entries(groups).map(([letter, group]) => (
        <Card key={letter} title={t(`figures.definitions.${group}`)} className="figure-card definitions">
          {indicatorIds
            .filter((id) => id.startsWith(letter))
            .map((id) => (
              <section key={id} id={id} aria-labelledby={`${id}-name`}>
                <h3 id={`${id}-name`}>{t(`indicator.${id}`)}</h3>
                <Definition id={id} />
              </section>
            ))}
        </Card>
      ))}
      <Card title={t('figures.definitions.domestic')} className="figure-card definitions">
        <p className="muted">{t('figures.definitions.domestic.lead')}</p>
        {domestic.map(([id, figure]) => (
          <section key={id} id={id} aria-labelledby={`${id}-name`}>
            <h3 id={`${id}-name`}>{t(`indicator.${id}`)}</h3>
            <DomesticDefinition id={id} figure={figure} />
          </section>
        ))}
      </Card>
    </Page>
  );
}

/** A figure that a State enters: what it means, the values it is entered in, and its source. */
function DomesticDefinition({ id, figure: { parts, unit, sources } }: { id: string; figure: DomesticFigure }) {
  const { t, list } = useTexts();
  return (
    <dl className="definition-list">
      <dt>{t('figures.definition.id')}</dt>
      <dd className="number">{id}</dd>
      <dt>{t('figures.definition.meaning')}</dt>
      <dd>{t(`indicator.${id}.formula`)}</dd>
      {parts.length > 0 ? (
        <>
          <dt>{t('figures.definition.parts')}</dt>
          <dd>{list(parts.map((part) => t(`part.${part}`)))}</dd>
        </>
      ) : null}
      <dt>{t('figures.definition.unit')}</dt>
      <dd>{t(`figures.unit.${unit}`)}</dd>
      <dt>{t('figures.definition.source')}</dt>
      <dd>
        <Sources of={sources} />
      </dd>
    </dl>
  );
}
