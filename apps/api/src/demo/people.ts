/** Who works in the demonstration. All names are invented; all addresses are under reserved domains. */
import type { Language, Role } from '@rogatoria/workflows';

export interface DemoParticipant {
  code: string;
  kind: 'state' | 'secretariat';
  zone: string;
  language: Language;
  authority: string;
  desk: { name: string; email: string; phone: string } | null;
  people: Partial<Record<Role, string>>;
}

export const demoPassword = 'demo-only-password';

export function demoEmail(role: Role, code: string): string {
  return `${role}.${code.toLowerCase()}@demo.test`;
}

const desk = (name: string, code: string, phone: string) => ({ name, email: demoEmail('duty', code), phone });

export const demoParticipants: readonly DemoParticipant[] = [
  {
    code: 'BRA',
    kind: 'state',
    zone: 'America/Sao_Paulo',
    language: 'pt',
    authority: 'Autoridade Central do Brasil (demonstração)',
    desk: desk('Ponto de contato 24/7 do Brasil (demonstração)', 'BRA', '+55 61 5555 0100'),
    people: {
      drafter: 'Ana Exemplo',
      approver: 'Bruno Modelo',
      officer: 'Carla Amostra',
      duty: 'Davi Plantão',
      statistics: 'Elisa Conta',
      directory: 'Fábio Lista',
      admin: 'Gilda Chave',
      auditor: 'Hugo Confere',
    },
  },
  {
    code: 'CHL',
    kind: 'state',
    zone: 'America/Santiago',
    language: 'es',
    authority: 'Autoridad Central de Chile (demostración)',
    desk: desk('Punto de contacto 24/7 de Chile (demostración)', 'CHL', '+56 2 5555 0100'),
    people: {
      drafter: 'Alicia Ejemplo',
      approver: 'Benito Modelo',
      officer: 'Camila Muestra',
      duty: 'Diego Guardia',
      statistics: 'Elena Cuenta',
      directory: 'Félix Lista',
      admin: 'Gloria Llave',
      auditor: 'Hernán Revisa',
    },
  },
  {
    code: 'USA',
    kind: 'state',
    zone: 'America/New_York',
    language: 'en',
    authority: 'Central Authority of the United States (demonstration)',
    desk: desk('24/7 point of contact of the United States (demonstration)', 'USA', '+1 202 555 0100'),
    people: {
      drafter: 'Alice Sample',
      approver: 'Ben Model',
      officer: 'Clara Specimen',
      duty: 'Dan Watch',
      statistics: 'Ellen Count',
      directory: 'Frank List',
      admin: 'Grace Key',
      auditor: 'Henry Check',
    },
  },
  {
    code: 'HTI',
    kind: 'state',
    zone: 'America/Port-au-Prince',
    language: 'fr',
    authority: 'Autorité centrale d’Haïti (démonstration)',
    desk: desk('Point de contact 24/7 d’Haïti (démonstration)', 'HTI', '+509 5555 0100'),
    people: {
      drafter: 'Aline Exemple',
      approver: 'Baptiste Modèle',
      officer: 'Clarisse Spécimen',
      duty: 'Didier Veille',
      statistics: 'Estelle Compte',
      directory: 'Fabrice Liste',
      admin: 'Gaëlle Clé',
      auditor: 'Henri Vérifie',
    },
  },
  {
    code: 'OAS',
    kind: 'secretariat',
    zone: 'America/New_York',
    language: 'en',
    authority: 'REMJA Technical Secretariat (demonstration)',
    desk: null,
    people: { desk: 'Sofia Desk', editor: 'Tomás Editor' },
  },
];
