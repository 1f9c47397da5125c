import { stateSelect } from '../states.ts';
import type { BasisCode, Language } from '../types.ts';
import type { Texts } from './index.ts';
import { en, es, fr, pt } from './naming.ts';

const state = (language: Language) => stateSelect('state', language);
const requesting = (language: Language) => stateSelect('requesting', language);
const requested = (language: Language) => stateSelect('requested', language);

type Names = Record<`instrument.${BasisCode}.${'short' | 'full'}`, Record<Language, string>>;

/** Names of the instruments: `short` for lists, `full` for letters. Official titles where one exists in the language. */
const names = {
  'instrument.OAS-A55.short': {
    en: 'Nassau Convention',
    es: 'Convención de Nassau',
    pt: 'Convenção de Nassau',
    fr: 'Convention de Nassau',
  },
  'instrument.OAS-A55.full': {
    en: 'Inter-American Convention on Mutual Assistance in Criminal Matters, Nassau, 23 May 1992',
    es: 'Convención Interamericana sobre Asistencia Mutua en Materia Penal, Nassau, 23 de mayo de 1992',
    pt: 'Convenção Interamericana sobre Assistência Mútua em Matéria Penal, Nassau, 23 de maio de 1992',
    fr: 'Convention interaméricaine sur l’entraide en matière pénale, Nassau, 23 mai 1992',
  },
  'instrument.OAS-A59.short': {
    en: 'Optional Protocol to the Nassau Convention',
    es: 'Protocolo Facultativo de la Convención de Nassau',
    pt: 'Protocolo Facultativo à Convenção de Nassau',
    fr: 'Protocole facultatif à la Convention de Nassau',
  },
  'instrument.OAS-A59.full': {
    en: 'Optional Protocol related to the Inter-American Convention on Mutual Assistance in Criminal Matters, Managua, 11 June 1993',
    es: 'Protocolo Facultativo relativo a la Convención Interamericana sobre Asistencia Mutua en Materia Penal, Managua, 11 de junio de 1993',
    pt: 'Protocolo Facultativo relativo à Convenção Interamericana sobre Assistência Mútua em Matéria Penal, Manágua, 11 de junho de 1993',
    fr: 'Protocole facultatif relatif à la Convention interaméricaine sur l’entraide en matière pénale, Managua, 11 juin 1993',
  },
  'instrument.ETS185.short': {
    en: 'Budapest Convention',
    es: 'Convenio de Budapest',
    pt: 'Convenção de Budapeste',
    fr: 'Convention de Budapest',
  },
  'instrument.ETS185.full': {
    en: 'Convention on Cybercrime (ETS No. 185), Budapest, 23 November 2001',
    es: 'Convenio sobre la Ciberdelincuencia (STE n.º 185), Budapest, 23 de noviembre de 2001',
    pt: 'Convenção sobre o Crime Cibernético (STE n.º 185), Budapeste, 23 de novembro de 2001',
    fr: 'Convention sur la cybercriminalité (STE n° 185), Budapest, 23 novembre 2001',
  },
  'instrument.CETS224.short': {
    en: 'Second Additional Protocol to the Budapest Convention',
    es: 'Segundo Protocolo adicional al Convenio de Budapest',
    pt: 'Segundo Protocolo Adicional à Convenção de Budapeste',
    fr: 'Deuxième Protocole additionnel à la Convention de Budapest',
  },
  'instrument.CETS224.full': {
    en: 'Second Additional Protocol to the Convention on Cybercrime on enhanced co-operation and disclosure of electronic evidence (CETS No. 224), Strasbourg, 12 May 2022',
    es: 'Segundo Protocolo adicional al Convenio sobre la Ciberdelincuencia, relativo a la cooperación reforzada y la revelación de pruebas electrónicas (STCE n.º 224), Estrasburgo, 12 de mayo de 2022',
    pt: 'Segundo Protocolo Adicional à Convenção sobre o Crime Cibernético, relativo ao reforço da cooperação e à divulgação de provas eletrônicas (STCE n.º 224), Estrasburgo, 12 de maio de 2022',
    fr: 'Deuxième Protocole additionnel à la Convention sur la cybercriminalité relatif au renforcement de la coopération et de la divulgation de preuves électroniques (STCE n° 224), Strasbourg, 12 mai 2022',
  },
  'instrument.UNCC.short': {
    en: 'UN Convention against Cybercrime',
    es: 'Convención de la ONU contra la Ciberdelincuencia',
    pt: 'Convenção da ONU contra o Crime Cibernético',
    fr: 'Convention de l’ONU contre la cybercriminalité',
  },
  'instrument.UNCC.full': {
    en: 'United Nations Convention against Cybercrime, General Assembly resolution 79/243, 24 December 2024',
    es: 'Convención de las Naciones Unidas contra la Ciberdelincuencia, resolución 79/243 de la Asamblea General, 24 de diciembre de 2024',
    pt: 'Convenção das Nações Unidas contra o Crime Cibernético, resolução 79/243 da Assembleia Geral, 24 de dezembro de 2024',
    fr: 'Convention des Nations Unies contre la cybercriminalité, résolution 79/243 de l’Assemblée générale, 24 décembre 2024',
  },
  'instrument.UNTOC.short': {
    en: 'Palermo Convention (UNTOC)',
    es: 'Convención de Palermo',
    pt: 'Convenção de Palermo',
    fr: 'Convention de Palerme',
  },
  'instrument.UNTOC.full': {
    en: 'United Nations Convention against Transnational Organized Crime, New York, 15 November 2000',
    es: 'Convención de las Naciones Unidas contra la Delincuencia Organizada Transnacional, Nueva York, 15 de noviembre de 2000',
    pt: 'Convenção das Nações Unidas contra o Crime Organizado Transnacional, Nova York, 15 de novembro de 2000',
    fr: 'Convention des Nations Unies contre la criminalité transnationale organisée, New York, 15 novembre 2000',
  },
  'instrument.UNCAC.short': {
    en: 'Mérida Convention (UNCAC)',
    es: 'Convención de Mérida',
    pt: 'Convenção de Mérida',
    fr: 'Convention de Mérida',
  },
  'instrument.UNCAC.full': {
    en: 'United Nations Convention against Corruption, New York, 31 October 2003',
    es: 'Convención de las Naciones Unidas contra la Corrupción, Nueva York, 31 de octubre de 2003',
    pt: 'Convenção das Nações Unidas contra a Corrupção, Nova York, 31 de outubro de 2003',
    fr: 'Convention des Nations Unies contre la corruption, New York, 31 octobre 2003',
  },
  'instrument.MEDELLIN.short': {
    en: 'Medellín Treaty (Iber@)',
    es: 'Tratado de Medellín (Iber@)',
    pt: 'Tratado de Medellín (Iber@)',
    fr: 'Traité de Medellín (Iber@)',
  },
  'instrument.MEDELLIN.full': {
    en: 'Treaty on the Electronic Transmission of Requests for International Legal Cooperation between Central Authorities, Medellín, 2019',
    es: 'Tratado relativo a la Transmisión Electrónica de Solicitudes de Cooperación Jurídica Internacional entre Autoridades Centrales, Medellín, 2019',
    pt: 'Tratado relativo à Transmissão Eletrônica de Pedidos de Cooperação Jurídica Internacional entre Autoridades Centrais, Medellín, 2019',
    fr: 'Traité relatif à la transmission électronique des demandes de coopération juridique internationale entre autorités centrales, Medellín, 2019',
  },
  'instrument.MERCOSUR-SL.short': {
    en: 'San Luis Protocol (MERCOSUR)',
    es: 'Protocolo de San Luis (MERCOSUR)',
    pt: 'Protocolo de São Luís (MERCOSUL)',
    fr: 'Protocole de San Luis (MERCOSUR)',
  },
  'instrument.MERCOSUR-SL.full': {
    en: 'Protocol on Mutual Legal Assistance in Criminal Matters of MERCOSUR, San Luis, 1996',
    es: 'Protocolo de Asistencia Jurídica Mutua en Asuntos Penales del MERCOSUR, San Luis, 1996',
    pt: 'Protocolo de Assistência Jurídica Mútua em Assuntos Penais do MERCOSUL, San Luis, 1996',
    fr: 'Protocole d’entraide judiciaire en matière pénale du MERCOSUR, San Luis, 1996',
  },
  'instrument.SICA-MLA.short': {
    en: 'Central American MLA Treaty',
    es: 'Tratado centroamericano de asistencia legal mutua',
    pt: 'Tratado centro-americano de assistência jurídica mútua',
    fr: 'Traité centraméricain d’entraide judiciaire',
  },
  'instrument.SICA-MLA.full': {
    en: 'Treaty on Mutual Legal Assistance in Criminal Matters between the Republics of Central America',
    es: 'Tratado de Asistencia Legal Mutua en Asuntos Penales entre las Repúblicas de Centroamérica',
    pt: 'Tratado de Assistência Jurídica Mútua em Assuntos Penais entre as Repúblicas da América Central',
    fr: 'Traité d’entraide judiciaire en matière pénale entre les Républiques d’Amérique centrale',
  },
  'instrument.CARICOM-MLA.short': {
    en: 'Caribbean MLA Treaty',
    es: 'Tratado caribeño de asistencia judicial recíproca',
    pt: 'Tratado caribenho de assistência jurídica mútua',
    fr: 'Traité caribéen d’entraide judiciaire',
  },
  'instrument.CARICOM-MLA.full': {
    en: 'Caribbean Treaty on Mutual Legal Assistance in Serious Criminal Matters, 2005',
    es: 'Tratado del Caribe sobre Asistencia Judicial Recíproca en Asuntos Penales Graves, 2005',
    pt: 'Tratado do Caribe sobre Assistência Jurídica Mútua em Matéria Penal Grave, 2005',
    fr: 'Traité des Caraïbes sur l’entraide judiciaire en matière pénale grave, 2005',
  },
  'instrument.CW-HARARE.short': {
    en: 'Harare Scheme',
    es: 'Esquema de Harare',
    pt: 'Esquema de Harare',
    fr: 'Mécanisme de Harare',
  },
  'instrument.CW-HARARE.full': {
    en: 'Scheme relating to Mutual Assistance in Criminal Matters within the Commonwealth (Harare Scheme)',
    es: 'Esquema sobre Asistencia Mutua en Materia Penal en el Commonwealth (Esquema de Harare)',
    pt: 'Esquema sobre Assistência Mútua em Matéria Penal na Commonwealth (Esquema de Harare)',
    fr: 'Mécanisme d’entraide en matière pénale au sein du Commonwealth (Mécanisme de Harare)',
  },
  'instrument.BILAT.short': {
    en: 'Bilateral treaty',
    es: 'Tratado bilateral',
    pt: 'Tratado bilateral',
    fr: 'Traité bilatéral',
  },
  'instrument.BILAT.full': {
    en: 'Bilateral treaty on mutual legal assistance in criminal matters',
    es: 'Tratado bilateral de asistencia jurídica mutua en materia penal',
    pt: 'Tratado bilateral de assistência jurídica mútua em matéria penal',
    fr: 'Traité bilatéral d’entraide judiciaire en matière pénale',
  },
  'instrument.RECIPROCITY.short': {
    en: 'Reciprocity',
    es: 'Reciprocidad',
    pt: 'Reciprocidade',
    fr: 'Réciprocité',
  },
  'instrument.RECIPROCITY.full': {
    en: 'Domestic law and assurance of reciprocity (letters rogatory)',
    es: 'Derecho interno y ofrecimiento de reciprocidad (carta rogatoria)',
    pt: 'Direito interno e promessa de reciprocidade (carta rogatória)',
    fr: 'Droit interne et assurance de réciprocité (commission rogatoire)',
  },
} as const satisfies Names & Texts;

/**
 * ICU fragment that prints the short name of the instrument whose code is the message's parameter `param`, written
 * without hyphens (`OASA55`), which ICU does not allow there.
 */
export function instrumentSelect(param: string, language: Language): string {
  const options = Object.entries(names).flatMap(([key, text]) => {
    const code = /^instrument\.(.+)\.short$/.exec(key)?.[1];
    return code ? [`${code.replaceAll('-', '')} {${text[language]}}`] : [];
  });
  return `{${param}, select, ${options.join(' ')} other {{${param}}}}`;
}

const grounds = {
  'ground.NE_BIS_IN_IDEM': {
    en: 'The person has already been sentenced or acquitted for the same facts (ne bis in idem)',
    es: 'La persona ya fue condenada o absuelta por los mismos hechos (ne bis in idem)',
    pt: 'A pessoa já foi condenada ou absolvida pelos mesmos fatos (ne bis in idem)',
    fr: 'La personne a déjà été condamnée ou acquittée pour les mêmes faits (ne bis in idem)',
  },
  'ground.DISCRIMINATION': {
    en: 'Prosecution for reasons of sex, race, social status, nationality, religion or ideology',
    es: 'Persecución por razones de sexo, raza, condición social, nacionalidad, religión o ideología',
    pt: 'Perseguição por motivos de sexo, raça, condição social, nacionalidade, religião ou ideologia',
    fr: 'Poursuites pour des motifs de sexe, de race, de condition sociale, de nationalité, de religion ou d’idéologie',
  },
  'ground.POLITICAL_OFFENCE': {
    en: 'Political offence, or offence connected with a political offence',
    es: 'Delito político, o delito conexo con un delito político',
    pt: 'Crime político, ou crime conexo com um crime político',
    fr: 'Infraction politique ou infraction liée à une infraction politique',
  },
  'ground.SPECIAL_TRIBUNAL': {
    en: 'Request issued at the instance of a special or ad hoc tribunal',
    es: 'Solicitud originada a petición de un tribunal de excepción o ad hoc',
    pt: 'Pedido originado por solicitação de um tribunal de exceção ou ad hoc',
    fr: 'Demande émanant d’un tribunal d’exception ou ad hoc',
  },
  'ground.ESSENTIAL_INTERESTS': {
    en: 'Prejudice to sovereignty, security, public order (ordre public) or other essential interests',
    es: 'Atentado contra la soberanía, la seguridad, el orden público u otros intereses esenciales',
    pt: 'Prejuízo à soberania, à segurança, à ordem pública ou a outros interesses essenciais',
    fr: 'Atteinte à la souveraineté, à la sécurité, à l’ordre public ou à d’autres intérêts essentiels',
  },
  'ground.TAX_OFFENCE': {
    en: 'Tax offence, except an intentionally false statement or omission to conceal proceeds of another offence',
    es: 'Delito tributario, salvo declaración u omisión intencionalmente falsa para ocultar ingresos de otro delito',
    pt: 'Crime tributário, salvo declaração ou omissão intencionalmente falsa para ocultar receitas de outro crime',
    fr: 'Infraction fiscale, sauf déclaration ou omission intentionnellement fausse visant à dissimuler des revenus d’une autre infraction',
  },
  'ground.DUAL_CRIMINALITY': {
    en: 'The conduct is not an offence in the requested State, where its law requires dual criminality for the measure',
    es: 'La conducta no es delito en el Estado requerido, cuando su derecho exige la doble incriminación para la medida',
    pt: 'A conduta não é crime no Estado requerido, quando o seu direito exige dupla incriminação para a medida',
    fr: 'Les faits ne sont pas une infraction dans l’État requis, lorsque son droit exige la double incrimination pour la mesure',
  },
  'ground.DUAL_CRIMINALITY_RESERVED': {
    en: 'Under a reservation: reasons to believe that dual criminality will not be met at the time of disclosure',
    es: 'En virtud de una reserva: motivos para creer que no se cumplirá la doble incriminación al momento de la revelación',
    pt: 'Em virtude de reserva: razões para crer que a dupla incriminação não será satisfeita no momento da divulgação',
    fr: 'En vertu d’une réserve : raisons de penser que la double incrimination ne sera pas remplie au moment de la divulgation',
  },
  'ground.PENALTY_THRESHOLD': {
    en: 'The act does not carry at least one year of imprisonment in the requesting State',
    es: 'El hecho no está castigado con al menos un año de prisión en el Estado requirente',
    pt: 'O fato não é punível com pelo menos um ano de prisão no Estado requerente',
    fr: 'Les faits ne sont pas punis d’au moins un an d’emprisonnement dans l’État requérant',
  },
  'ground.MILITARY_OFFENCE': {
    en: 'Offence exclusively under military law',
    es: 'Delito exclusivamente militar',
    pt: 'Crime exclusivamente militar',
    fr: 'Infraction exclusivement militaire',
  },
  'ground.NON_CONFORMITY': {
    en: 'The request does not conform to the provisions of the instrument',
    es: 'La solicitud no se ajusta a las disposiciones del instrumento',
    pt: 'O pedido não está conforme às disposições do instrumento',
    fr: 'La demande n’est pas conforme aux dispositions de l’instrument',
  },
  'ground.DOMESTIC_PROHIBITION': {
    en: 'Domestic law would prohibit the measure for a similar offence under its own jurisdiction',
    es: 'El derecho interno prohibiría la medida respecto de un delito análogo de su propia jurisdicción',
    pt: 'O direito interno proibiria a medida em relação a um crime análogo sob sua própria jurisdição',
    fr: 'Le droit interne interdirait la mesure pour une infraction analogue relevant de sa propre compétence',
  },
  'ground.CONTRARY_TO_MLA_LAW': {
    en: 'Granting the request would be contrary to the law of the requested State on mutual legal assistance',
    es: 'Acceder a la solicitud sería contrario al ordenamiento del Estado requerido sobre asistencia judicial recíproca',
    pt: 'Atender ao pedido seria contrário ao ordenamento do Estado requerido sobre assistência jurídica recíproca',
    fr: 'Faire droit à la demande serait contraire au droit de l’État requis relatif à l’entraide judiciaire',
  },
  'ground.DE_MINIMIS': {
    en: 'Matter of minimal importance, or assistance available under other provisions',
    es: 'Cuestión de minimis, o asistencia disponible en virtud de otras disposiciones',
    pt: 'Questão de minimis, ou assistência disponível com base em outras disposições',
    fr: 'Question de minimis, ou aide pouvant être obtenue en vertu d’autres dispositions',
  },
  'ground.DOMESTIC_LAW': {
    en: 'Ground for refusal in the law of the requested State',
    es: 'Motivo de denegación previsto en el derecho del Estado requerido',
    pt: 'Motivo de recusa previsto no direito do Estado requerido',
    fr: 'Motif de refus prévu par le droit de l’État requis',
  },
} as const satisfies Texts;

const reasons = {
  'basis.reason.both_parties': {
    en: `In force for both States: ${requesting('en')} since {requesting_from, date, long}, ${requested('en')} since {requested_from, date, long}.`,
    es: `En vigor para ambos Estados: ${requesting('es')} desde el {requesting_from, date, long}, ${requested('es')} desde el {requested_from, date, long}.`,
    pt: `Em vigor para ambos os Estados: ${requesting('pt')} desde {requesting_from, date, long}, ${requested('pt')} desde {requested_from, date, long}.`,
    fr: `En vigueur pour les deux États : ${requesting('fr')} depuis le {requesting_from, date, long}, ${requested('fr')} depuis le {requested_from, date, long}.`,
  },
  'basis.reason.both_listed': {
    en: `Both States are listed as bound: ${requesting('en')} and ${requested('en')}.`,
    es: `Ambos Estados figuran como obligados: ${requesting('es')} y ${requested('es')}.`,
    pt: `Ambos os Estados constam como vinculados: ${requesting('pt')} e ${requested('pt')}.`,
    fr: `Les deux États sont recensés comme liés : ${requesting('fr')} et ${requested('fr')}.`,
  },
  'basis.reason.arrangement': {
    en: 'Both States take part in this non-binding arrangement.',
    es: 'Ambos Estados participan en este acuerdo no vinculante.',
    pt: 'Ambos os Estados participam deste arranjo não vinculante.',
    fr: 'Les deux États participent à cet arrangement non contraignant.',
  },
  'basis.reason.bilateral': {
    en: 'A bilateral treaty between the two States is recorded.',
    es: 'Consta un tratado bilateral entre los dos Estados.',
    pt: 'Consta um tratado bilateral entre os dois Estados.',
    fr: 'Un traité bilatéral entre les deux États est recensé.',
  },
  'basis.reason.no_bilateral': {
    en: 'No bilateral treaty between the two States is recorded for this date.',
    es: 'No consta un tratado bilateral entre los dos Estados para esta fecha.',
    pt: 'Não consta tratado bilateral entre os dois Estados para esta data.',
    fr: 'Aucun traité bilatéral entre les deux États n’est recensé à cette date.',
  },
  'basis.reason.reciprocity': {
    en: 'Always open: the law of the requested State, with an assurance of reciprocity.',
    es: 'Siempre disponible: el derecho del Estado requerido, con ofrecimiento de reciprocidad.',
    pt: 'Sempre disponível: o direito do Estado requerido, com promessa de reciprocidade.',
    fr: 'Toujours ouverte : le droit de l’État requis, avec assurance de réciprocité.',
  },
  'basis.reason.not_party': {
    en: `Not a party: ${state('en')}.`,
    es: `No es parte: ${state('es')}.`,
    pt: `Não é parte: ${state('pt')}.`,
    fr: `N’est pas partie : ${state('fr')}.`,
  },
  'basis.reason.neither_party': {
    en: 'Neither State is a party.',
    es: 'Ninguno de los dos Estados es parte.',
    pt: 'Nenhum dos dois Estados é parte.',
    fr: 'Aucun des deux États n’est partie.',
  },
  'basis.reason.signed_only': {
    en: `Signed, ratification not confirmed: ${state('en')}.`,
    es: `Firmado, ratificación no confirmada: ${state('es')}.`,
    pt: `Assinado, ratificação não confirmada: ${state('pt')}.`,
    fr: `Signé, ratification non confirmée : ${state('fr')}.`,
  },
  'basis.reason.status_unknown': {
    en: `Status not known: ${state('en')}.`,
    es: `Situación desconocida: ${state('es')}.`,
    pt: `Situação desconhecida: ${state('pt')}.`,
    fr: `Situation inconnue : ${state('fr')}.`,
  },
  'basis.reason.not_yet': {
    en: `Not yet in force on this date for ${state('en')}: from {from, date, long}.`,
    es: `Aún no en vigor en esta fecha para ${state('es')}: desde el {from, date, long}.`,
    pt: `Ainda não em vigor nesta data para ${state('pt')}: a partir de {from, date, long}.`,
    fr: `Pas encore en vigueur à cette date pour ${state('fr')} : à partir du {from, date, long}.`,
  },
  'basis.reason.not_in_force': {
    en: 'The instrument is not in force, as far as known on {as_of, date, long}.',
    es: 'El instrumento no está en vigor, según lo conocido al {as_of, date, long}.',
    pt: 'O instrumento não está em vigor, segundo o conhecido em {as_of, date, long}.',
    fr: 'L’instrument n’est pas en vigueur, à ce que l’on sait au {as_of, date, long}.',
  },
  'basis.reason.channel_open': {
    en: 'A channel, not a legal basis. Both States can use it to transmit a request made on another treaty.',
    es: 'Es una vía de transmisión, no una base jurídica. Ambos Estados pueden usarla para transmitir una solicitud fundada en otro tratado.',
    pt: 'É uma via de transmissão, não uma base jurídica. Ambos os Estados podem usá-la para transmitir um pedido fundado em outro tratado.',
    fr: 'C’est une voie de transmission, non une base juridique. Les deux États peuvent l’utiliser pour transmettre une demande fondée sur un autre traité.',
  },
  'basis.reason.channel_closed': {
    en: 'A channel, not a legal basis, and not open between the two States.',
    es: 'Es una vía de transmisión, no una base jurídica, y no está abierta entre los dos Estados.',
    pt: 'É uma via de transmissão, não uma base jurídica, e não está aberta entre os dois Estados.',
    fr: 'C’est une voie de transmission, non une base juridique, et elle n’est pas ouverte entre les deux États.',
  },
} as const satisfies Texts;

const cautions = {
  'basis.caution.party_to_confirm': {
    en: `To be confirmed: that ${en.s} is a party.`,
    es: `Por confirmar: que ${es.s} es parte.`,
    pt: `A confirmar: a participação ${pt.of}.`,
    fr: `À confirmer : la participation ${fr.of}.`,
  },
  'basis.caution.date_to_confirm': {
    en: `To be confirmed: the date of entry into force for ${en.s}.`,
    es: `Por confirmar: la fecha de entrada en vigor para ${es.s}.`,
    pt: `A confirmar: a data de entrada em vigor para ${pt.s}.`,
    fr: `À confirmer : la date d’entrée en vigueur pour ${fr.s}.`,
  },
  'basis.caution.text_to_confirm': {
    en: 'To be confirmed: articles of this instrument not checked against its text.',
    es: 'Por confirmar: artículos de este instrumento no cotejados con su texto.',
    pt: 'A confirmar: artigos deste instrumento não conferidos com o seu texto.',
    fr: 'À confirmer : articles de cet instrument non vérifiés dans le texte.',
  },
  'basis.caution.nothing_on_preservation': {
    en: 'Says nothing of preservation: it would be asked for as another measure.',
    es: 'No prevé la conservación de datos: se pediría como otra medida.',
    pt: 'Não prevê a preservação de dados: seria pedida como outra medida.',
    fr: 'Ne prévoit pas la conservation : elle serait demandée à titre d’autre mesure.',
  },
  'basis.caution.information_not_seen': {
    en: 'Whether it provides for spontaneous information is to be confirmed.',
    es: 'Está por confirmar si prevé la información espontánea.',
    pt: 'Está por confirmar se prevê a informação espontânea.',
    fr: 'Reste à confirmer qu’il prévoit l’information spontanée.',
  },
  'basis.caution.information_to_confirm': {
    en: 'Its paragraphs on spontaneous information are to be confirmed against the text.',
    es: 'Sus párrafos sobre información espontánea están por confirmar con el texto.',
    pt: 'Os seus parágrafos sobre informação espontânea estão por confirmar no texto.',
    fr: 'Ses paragraphes sur l’information spontanée restent à confirmer sur le texte.',
  },
  'basis.caution.fallback': {
    en: 'No mutual assistance treaty binds the two States: articles 27 and 28 apply.',
    es: 'Ningún tratado de asistencia mutua vincula a los dos Estados: se aplican los artículos 27 y 28.',
    pt: 'Nenhum tratado de assistência mútua vincula os dois Estados: aplicam-se os artigos 27 e 28.',
    fr: 'Aucun traité d’entraide ne lie les deux États : les articles 27 et 28 s’appliquent.',
  },
  'basis.caution.no_fallback': {
    en: 'Another treaty governs procedure between the two States; articles 27 and 28 do not apply unless agreed.',
    es: 'Otro tratado rige el procedimiento entre los dos Estados; los artículos 27 y 28 no se aplican salvo acuerdo.',
    pt: 'Outro tratado rege o procedimento entre os dois Estados; os artigos 27 e 28 não se aplicam, salvo acordo.',
    fr: 'Un autre traité régit la procédure entre les deux États ; les articles 27 et 28 ne s’appliquent pas sauf accord.',
  },
  'basis.caution.fallback_uncertain': {
    en: 'Whether articles 27 and 28 apply depends on a treaty that remains to be confirmed.',
    es: 'La aplicación de los artículos 27 y 28 depende de un tratado por confirmar.',
    pt: 'A aplicação dos artigos 27 e 28 depende de um tratado a confirmar.',
    fr: 'L’application des articles 27 et 28 dépend d’un traité à confirmer.',
  },
  'basis.caution.organized_crime_only': {
    en: 'Only for serious offences (maximum of four years or more), transnational and involving an organized criminal group.',
    es: 'Solo para delitos graves (máximo de cuatro años o más), transnacionales y con participación de un grupo delictivo organizado.',
    pt: 'Somente para crimes graves (máximo de quatro anos ou mais), transnacionais e com participação de grupo criminoso organizado.',
    fr: 'Uniquement pour les infractions graves (maximum de quatre ans ou plus), transnationales et impliquant un groupe criminel organisé.',
  },
  'basis.caution.corruption_only': {
    en: 'Only for corruption offences.',
    es: 'Solo para delitos de corrupción.',
    pt: 'Somente para crimes de corrupção.',
    fr: 'Uniquement pour les infractions de corruption.',
  },
  'basis.caution.not_binding': {
    en: 'Not binding: the law of each State decides.',
    es: 'No vinculante: decide el derecho de cada Estado.',
    pt: 'Não vinculante: decide o direito de cada Estado.',
    fr: 'Non contraignant : le droit de chaque État décide.',
  },
  'basis.caution.bilateral_to_confirm': {
    en: 'To be confirmed in the States’ own table of bilateral treaties before it can be chosen.',
    es: 'Por confirmar en la tabla de tratados bilaterales de los Estados antes de poder elegirse.',
    pt: 'A confirmar na tabela de tratados bilaterais dos Estados antes de poder ser escolhido.',
    fr: 'À confirmer dans le tableau des traités bilatéraux des États avant de pouvoir être choisi.',
  },
  'basis.caution.status_to_confirm': {
    en: 'To be confirmed: that the instrument is in force between the two States.',
    es: 'Por confirmar: que el instrumento está en vigor entre los dos Estados.',
    pt: 'A confirmar: que o instrumento está em vigor entre os dois Estados.',
    fr: 'À confirmer : que l’instrument est en vigueur entre les deux États.',
  },
  'basis.caution.needs_convention': {
    en: 'Applies together with the Nassau Convention, never alone.',
    es: 'Se aplica junto con la Convención de Nassau, nunca por sí solo.',
    pt: 'Aplica-se juntamente com a Convenção de Nassau, nunca isoladamente.',
    fr: 'S’applique avec la Convention de Nassau, jamais seul.',
  },
  'basis.caution.diplomatic_channel': {
    en: 'The requested State may require the diplomatic channel.',
    es: 'El Estado requerido puede exigir la vía diplomática.',
    pt: 'O Estado requerido pode exigir a via diplomática.',
    fr: 'L’État requis peut exiger la voie diplomatique.',
  },
} as const satisfies Texts;

const un = {
  a: {
    en: 'Identity of the authority making the request',
    es: 'Identidad de la autoridad que hace la solicitud',
    pt: 'Identidade da autoridade que faz o pedido',
    fr: 'Désignation de l’autorité dont émane la demande',
  },
  b: {
    en: 'Subject matter and nature of the investigation, prosecution or proceeding; name and functions of the authority conducting it',
    es: 'Objeto y naturaleza de la investigación, el proceso o las actuaciones; nombre y funciones de la autoridad encargada',
    pt: 'Objeto e natureza da investigação, do processo ou das ações judiciais; nome e funções da autoridade encarregada',
    fr: 'Objet et nature de l’enquête, des poursuites ou de la procédure ; nom et fonctions de l’autorité qui en est chargée',
  },
  c: {
    en: 'Summary of the relevant facts (not for service of judicial documents)',
    es: 'Resumen de los hechos pertinentes (salvo para la presentación de documentos judiciales)',
    pt: 'Resumo dos fatos pertinentes (salvo para entrega de documentos judiciais)',
    fr: 'Résumé des faits pertinents (sauf pour la signification d’actes judiciaires)',
  },
  d: {
    en: 'Assistance sought and any particular procedure to be followed',
    es: 'Asistencia solicitada y procedimiento particular que se desee aplicar',
    pt: 'Assistência solicitada e procedimento particular que se deseja aplicar',
    fr: 'Assistance requise et procédure particulière à appliquer',
  },
  e: {
    en: 'Where possible, identity, location and nationality of any person concerned',
    es: 'De ser posible, identidad, ubicación y nacionalidad de toda persona interesada',
    pt: 'Se possível, identidade, localização e nacionalidade de qualquer pessoa interessada',
    fr: 'Si possible, identité, adresse et nationalité de toute personne visée',
  },
  f: {
    en: 'Purpose for which the evidence, information or action is sought',
    es: 'Finalidad para la que se solicita la prueba, información o actuación',
    pt: 'Finalidade para a qual se solicita a prova, informação ou providência',
    fr: 'But dans lequel le témoignage, les informations ou les mesures sont demandés',
  },
} as const;

/** What a request must contain, by letter of Budapest 29(2), Nassau 26, UNCAC 46(15), UNTOC 18(15). */
const contents = {
  'contents.ETS185.a': {
    en: 'The authority seeking the preservation',
    es: 'La autoridad que solicita la conservación',
    pt: 'A autoridade que solicita a preservação',
    fr: 'L’autorité qui demande la conservation',
  },
  'contents.ETS185.b': {
    en: 'The offence under investigation or prosecution and a brief summary of the related facts',
    es: 'El delito objeto de investigación o procedimiento y una breve exposición de los hechos relacionados',
    pt: 'O crime objeto de investigação ou processo e um breve resumo dos fatos relacionados',
    fr: 'L’infraction faisant l’objet de l’enquête ou de procédures pénales et un bref exposé des faits qui s’y rattachent',
  },
  'contents.ETS185.c': {
    en: 'The stored computer data to be preserved and its relationship to the offence',
    es: 'Los datos informáticos almacenados que deben conservarse y su relación con el delito',
    pt: 'Os dados de computador armazenados a serem preservados e sua relação com o crime',
    fr: 'Les données informatiques stockées à conserver et la nature de leur lien avec l’infraction',
  },
  'contents.ETS185.d': {
    en: 'Any available information identifying the custodian of the data or the location of the computer system',
    es: 'Toda información disponible que permita identificar al custodio de los datos o la ubicación del sistema informático',
    pt: 'Qualquer informação disponível que identifique o detentor dos dados ou a localização do sistema de computador',
    fr: 'Toutes les informations disponibles permettant d’identifier le gardien des données ou l’emplacement du système informatique',
  },
  'contents.ETS185.e': {
    en: 'The necessity of the preservation',
    es: 'La necesidad de la conservación',
    pt: 'A necessidade da preservação',
    fr: 'La nécessité de la mesure de conservation',
  },
  'contents.ETS185.f': {
    en: 'That the Party intends to submit a request for mutual assistance for search, seizure or disclosure of the data',
    es: 'Que la Parte tiene la intención de presentar una solicitud de asistencia mutua para el registro, la confiscación o la revelación de los datos',
    pt: 'Que a Parte pretende apresentar pedido de assistência mútua para busca, apreensão ou divulgação dos dados',
    fr: 'Le fait que la Partie entend soumettre une demande d’entraide en vue de la perquisition, de la saisie ou de la divulgation des données',
  },
  'contents.OAS-A55.a': {
    en: 'The offence, a summary of its facts, the investigation or trial, and the facts the request refers to',
    es: 'El delito, un resumen de sus hechos, la investigación o el juicio, y los hechos a que se refiere la solicitud',
    pt: 'O delito, um resumo dos seus fatos, a investigação ou o processo, e os fatos a que se refere o pedido',
    fr: 'L’infraction, un exposé sommaire des faits, l’enquête ou le procès, et les faits auxquels se réfère la demande',
  },
  'contents.OAS-A55.b': {
    en: 'A precise description of the act that gives rise to the request',
    es: 'La descripción precisa del acto que origina la solicitud',
    pt: 'A descrição precisa do ato que origina o pedido',
    fr: 'La description précise de l’acte qui est à l’origine de la demande',
  },
  'contents.OAS-A55.c': {
    en: 'Any special procedure or requirements',
    es: 'Los procedimientos o requisitos especiales',
    pt: 'Os procedimentos ou requisitos especiais',
    fr: 'Les procédures ou exigences particulières',
  },
  'contents.OAS-A55.d': {
    en: 'A precise description of the assistance and all that is needed to execute the request',
    es: 'La descripción precisa de la asistencia y todo lo necesario para ejecutar la solicitud',
    pt: 'A descrição precisa da assistência e tudo o que for necessário para executar o pedido',
    fr: 'La description précise de l’assistance et tout ce qui est nécessaire à l’exécution de la demande',
  },
  'contents.UNCAC.a': un.a,
  'contents.UNCAC.b': un.b,
  'contents.UNCAC.c': un.c,
  'contents.UNCAC.d': un.d,
  'contents.UNCAC.e': un.e,
  'contents.UNCAC.f': un.f,
  'contents.UNTOC.a': un.a,
  'contents.UNTOC.b': un.b,
  'contents.UNTOC.c': un.c,
  'contents.UNTOC.d': un.d,
  'contents.UNTOC.e': un.e,
  'contents.UNTOC.f': un.f,
} as const satisfies Texts;

/** Rules on language and channel shown beside a basis. */
const usage = {
  'instrument.language.official': {
    en: 'The request and its annexes are translated into an official language of the requested State.',
    es: 'La solicitud y sus anexos se traducen a un idioma oficial del Estado requerido.',
    pt: 'O pedido e seus anexos são traduzidos para um idioma oficial do Estado requerido.',
    fr: 'La demande et ses annexes sont traduites dans une langue officielle de l’État requis.',
  },
  'instrument.language.notified': {
    en: 'In a language acceptable to the requested State, as notified by it.',
    es: 'En un idioma aceptable para el Estado requerido, según lo haya notificado.',
    pt: 'Em idioma aceitável para o Estado requerido, conforme notificado por ele.',
    fr: 'Dans une langue acceptable pour l’État requis, telle que notifiée par lui.',
  },
  'instrument.language.practice': {
    en: 'No rule on language: the requested State’s declarations and practice decide.',
    es: 'Sin norma sobre idioma: deciden las declaraciones y la práctica del Estado requerido.',
    pt: 'Sem regra sobre idioma: decidem as declarações e a prática do Estado requerido.',
    fr: 'Aucune règle de langue : les déclarations et la pratique de l’État requis décident.',
  },
  'instrument.language.es_pt': {
    en: 'The platform is in Spanish and Portuguese.',
    es: 'La plataforma está en español y portugués.',
    pt: 'A plataforma está em espanhol e português.',
    fr: 'La plateforme est en espagnol et en portugais.',
  },
  'instrument.channel.central': {
    en: 'Central authority to central authority.',
    es: 'De autoridad central a autoridad central.',
    pt: 'De autoridade central a autoridade central.',
    fr: 'D’autorité centrale à autorité centrale.',
  },
  'instrument.channel.budapest': {
    en: 'Central authority to central authority; 24/7 point of contact for preservation and urgent matters.',
    es: 'De autoridad central a autoridad central; punto de contacto 24/7 para la conservación y lo urgente.',
    pt: 'De autoridade central a autoridade central; ponto de contato 24/7 para a preservação e assuntos urgentes.',
    fr: 'D’autorité centrale à autorité centrale ; point de contact 24/7 pour la conservation et l’urgence.',
  },
  'instrument.channel.diplomatic': {
    en: 'Diplomatic channel, unless the requested State accepts another.',
    es: 'Vía diplomática, salvo que el Estado requerido acepte otra.',
    pt: 'Via diplomática, salvo se o Estado requerido aceitar outra.',
    fr: 'Voie diplomatique, sauf si l’État requis en accepte une autre.',
  },
  'instrument.channel.platform': {
    en: 'Electronic platform Iber@; what is sent counts as the original.',
    es: 'Plataforma electrónica Iber@; lo transmitido tiene valor de original.',
    pt: 'Plataforma eletrônica Iber@; o que é transmitido tem valor de original.',
    fr: 'Plateforme électronique Iber@ ; ce qui est transmis vaut original.',
  },
} as const satisfies Texts;

/** Notes of the State records. */
const notes = {
  'state.note.cuba': {
    en: 'Counted among the 35 States of the Americas; does not take part in the OAS (2009 resolution). Treaty status not seen.',
    es: 'Contada entre los 35 Estados de las Américas; no participa en la OEA (resolución de 2009). Situación convencional no constatada.',
    pt: 'Contada entre os 35 Estados das Américas; não participa da OEA (resolução de 2009). Situação convencional não constatada.',
    fr: 'Comptée parmi les 35 États des Amériques ; ne participe pas à l’OEA (résolution de 2009). Situation conventionnelle non constatée.',
  },
  'state.note.nicaragua': {
    en: 'Denunciation of the OAS Charter took effect in November 2023. That alone does not end the Nassau Convention.',
    es: 'La denuncia de la Carta de la OEA surtió efecto en noviembre de 2023. Eso por sí solo no pone fin a la Convención de Nassau.',
    pt: 'A denúncia da Carta da OEA produziu efeito em novembro de 2023. Isso, por si só, não extingue a Convenção de Nassau.',
    fr: 'La dénonciation de la Charte de l’OEA a pris effet en novembre 2023. Cela seul ne met pas fin à la Convention de Nassau.',
  },
  'state.note.venezuela': {
    en: 'Status in the OAS disputed. Listed as having ratified the Nassau Convention by 2003; date not seen.',
    es: 'Situación en la OEA controvertida. Figura como ratificante de la Convención de Nassau en 2003; fecha no constatada.',
    pt: 'Situação na OEA controvertida. Consta como ratificante da Convenção de Nassau em 2003; data não constatada.',
    fr: 'Statut à l’OEA contesté. Figure parmi les États ayant ratifié la Convention de Nassau en 2003 ; date non constatée.',
  },
  'state.note.suriname_language': {
    en: 'The official language, Dutch, is not an OAS language: letters default to English, with a translation to be agreed.',
    es: 'El idioma oficial, el neerlandés, no es idioma de la OEA: las cartas se redactan en inglés y la traducción se acuerda.',
    pt: 'O idioma oficial, o neerlandês, não é idioma da OEA: as cartas são redigidas em inglês e a tradução é acordada.',
    fr: 'La langue officielle, le néerlandais, n’est pas une langue de l’OEA : les lettres sont rédigées en anglais, la traduction restant à convenir.',
  },
  'state.note.budapest_invited': {
    en: 'Invited to accede to the Budapest Convention; to be confirmed.',
    es: 'Invitado a adherirse al Convenio de Budapest; por confirmar.',
    pt: 'Convidado a aderir à Convenção de Budapeste; a confirmar.',
    fr: 'Invité à adhérer à la Convention de Budapest ; à confirmer.',
  },
  'state.note.budapest_day_unsure': {
    en: 'Acceded to the Budapest Convention in 2024, day unsure; counted from 1 April 2025, the latest possible date.',
    es: 'Se adhirió al Convenio de Budapest en 2024, día incierto; se cuenta desde el 1 de abril de 2025, la fecha más tardía posible.',
    pt: 'Aderiu à Convenção de Budapeste em 2024, dia incerto; conta-se desde 1º de abril de 2025, a data mais tardia possível.',
    fr: 'A adhéré à la Convention de Budapest en 2024, jour incertain ; comptée à partir du 1er avril 2025, date la plus tardive possible.',
  },
  'state.note.nassau_signed': {
    en: 'Signed the Nassau Convention on 22 January 1993; ratification not confirmed.',
    es: 'Firmó la Convención de Nassau el 22 de enero de 1993; ratificación no confirmada.',
    pt: 'Assinou a Convenção de Nassau em 22 de janeiro de 1993; ratificação não confirmada.',
    fr: 'A signé la Convention de Nassau le 22 janvier 1993 ; ratification non confirmée.',
  },
} as const satisfies Texts;

/** Law as data in words: names, grounds for refusal, why a basis applies or not, contents, rules of use. */
export const instruments = { ...names, ...grounds, ...reasons, ...cautions, ...contents, ...usage, ...notes };
