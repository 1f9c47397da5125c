import { indicatorIds } from '@rogatoria/workflows/indicators.ts';
import { Link } from '@tanstack/react-router';
import { Page } from '../app/page.tsx';
import { Card } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { Definition } from './definition.tsx';
import './figures.css';

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
    </Page>
  );
}
