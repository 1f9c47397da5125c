import type { Texts } from './index.ts';

/** Invented answers shown beside what is missing (`example-answers.ts`). */
export const examples = {
  // an identifier or a time is the same in every language
  'example.value': { en: '{value}', es: '{value}', pt: '{value}', fr: '{value}' },
  'example.statement': { en: 'Yes', es: 'Sí', pt: 'Sim', fr: 'Oui' },
  'example.basis': {
    en: 'the treaty listed first for these two States',
    es: 'el tratado que figura primero para estos dos Estados',
    pt: 'o tratado listado em primeiro lugar para estes dois Estados',
    fr: 'le traité cité en premier pour ces deux États',
  },
  'example.reachable': {
    en: 'pruebas@fiscalia.example, +56 2 2345 6789',
    es: 'pruebas@fiscalia.example, tel. +56 2 2345 6789',
    pt: 'provas@promotoria.example, tel. +55 61 2345 6789',
    fr: 'preuves@parquet.example, tél. +509 2345 6789',
  },
  'example.hours': {
    en: '9 am to 6 pm, Santiago time (UTC−03:00)',
    es: 'de 9 a 18 h, hora de Santiago (UTC−03:00)',
    pt: 'das 9h às 18h, horário de Brasília (UTC−03:00)',
    fr: 'de 9 h à 18 h, heure de Port-au-Prince (UTC−05:00)',
  },
  'example.identifier_type': { en: 'IPv4 address', es: 'dirección IPv4', pt: 'endereço IPv4', fr: 'adresse IPv4' },
  'example.category': {
    en: 'Subscriber information',
    es: 'Datos de abonado',
    pt: 'Dados cadastrais',
    fr: 'Données relatives aux abonnés',
  },
  'example.service': {
    en: 'the mail service correo-andes.example',
    es: 'el servicio de correo correo-andes.example',
    pt: 'o serviço de e-mail correo-andes.example',
    fr: 'le service de messagerie correo-andes.example',
  },
  'example.institution': {
    en: 'Banco Modelo (invented)',
    es: 'Banco Modelo (inventado)',
    pt: 'Banco Modelo (fictício)',
    fr: 'Banque Modèle (inventée)',
  },
  'example.measure_type': {
    en: 'Production of subscriber information',
    es: 'Presentación de datos de abonado',
    pt: 'Apresentação de dados cadastrais',
    fr: 'Production de données relatives aux abonnés',
  },
  'example.measure': {
    en: 'Order the provider to produce name, address, access numbers and date of registration of the account named.',
    es: 'Ordenar al proveedor que presente nombre, domicilio, números de acceso y fecha de alta de la cuenta indicada.',
    pt: 'Ordenar ao provedor que apresente nome, endereço, números de acesso e data de cadastro da conta indicada.',
    fr: 'Ordonner au fournisseur de produire nom, adresse, numéros d’accès et date d’inscription du compte indiqué.',
  },
  'example.provider': {
    en: 'Andes Correo (Test) S.A., legal department',
    es: 'Andes Correo (Test) S.A., departamento jurídico',
    pt: 'Andes Correo (Test) S.A., setor jurídico',
    fr: 'Andes Correo (Test) S.A., service juridique',
  },
  'example.authority': {
    en: 'Cybercrime Unit, Model Prosecution Office (invented), Ana Example, prosecutor, pruebas@fiscalia.example',
    es: 'Unidad de Cibercrimen, Fiscalía Modelo (inventada), Ana Ejemplo, fiscal, pruebas@fiscalia.example',
    pt: 'Núcleo de Crimes Cibernéticos, Promotoria Modelo (inventada), Ana Exemplo, promotora, provas@promotoria.example',
    fr: 'Section cybercriminalité, Parquet Modèle (inventé), Ana Exemple, procureure, preuves@parquet.example',
  },
  'example.identifiers': {
    en: 'IPv4 203.0.113.91, port 51514, 2 March 2026 14:05:09 (UTC−03:00), subscriber information',
    es: 'IPv4 203.0.113.91, puerto 51514, 2 de marzo de 2026 14:05:09 (UTC−03:00), datos de abonado',
    pt: 'IPv4 203.0.113.91, porta 51514, 2 de março de 2026 14:05:09 (UTC−03:00), dados cadastrais',
    fr: 'IPv4 203.0.113.91, port 51514, 2 mars 2026 14:05:09 (UTC−03:00), données relatives aux abonnés',
  },
  'example.measures': {
    en: 'Production of subscriber information by Andes Correo (Test) S.A. for pagos-4417@correo-andes.example',
    es: 'Presentación de datos de abonado por Andes Correo (Test) S.A. sobre pagos-4417@correo-andes.example',
    pt: 'Apresentação de dados cadastrais pela Andes Correo (Test) S.A. sobre pagos-4417@correo-andes.example',
    fr: 'Production par Andes Correo (Test) S.A. des données d’abonné de pagos-4417@correo-andes.example',
  },
  'example.persons': {
    en: 'Unknown, alias “pagos-4417”, suspect',
    es: 'Desconocido, alias «pagos-4417», sospechoso',
    pt: 'Desconhecido, vulgo “pagos-4417”, suspeito',
    fr: 'Inconnu, alias « pagos-4417 », suspect',
  },
  'example.preservations': {
    en: 'the preservation request of the same case',
    es: 'la solicitud de conservación del mismo caso',
    pt: 'o pedido de preservação do mesmo caso',
    fr: 'la demande de conservation de la même affaire',
  },
} as const satisfies Texts;
