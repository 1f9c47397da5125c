import type { Texts } from './index.ts';

/** Recommendations of the Working Group, how far each authority is with them, and the Secretariat's report on it. */
export const recommendations = {
  'meeting.name': {
    en: 'Meeting {roman} of the Working Group on Cybercrime',
    es: '{roman} Reunión del Grupo de Trabajo en Delito Cibernético',
    pt: '{roman} Reunião do Grupo de Trabalho sobre Crime Cibernético',
    fr: '{roman}e réunion du Groupe de travail sur la cybercriminalité',
  },
  'meeting.short': {
    en: 'Meeting {roman}',
    es: '{roman} Reunión',
    pt: '{roman} Reunião',
    fr: '{roman}e réunion',
  },
  'meeting.days': {
    en: '{from, date, long} to {until, date, long}',
    es: 'del {from, date, long} al {until, date, long}',
    pt: 'de {from, date, long} a {until, date, long}',
    fr: 'du {from, date, long} au {until, date, long}',
  },
  'addressee.states': { en: 'States', es: 'Estados', pt: 'Estados', fr: 'États' },
  'addressee.technical_secretariat': {
    en: 'Technical Secretariat',
    es: 'Secretaría Técnica',
    pt: 'Secretaria Técnica',
    fr: 'Secrétariat technique',
  },
  'addressee.working_group': {
    en: 'Working Group',
    es: 'Grupo de Trabajo',
    pt: 'Grupo de Trabalho',
    fr: 'Groupe de travail',
  },
  'theme.institutions': { en: 'Institutions', es: 'Instituciones', pt: 'Instituições', fr: 'Organes' },
  'theme.contacts': {
    en: 'Points of contact',
    es: 'Puntos de contacto',
    pt: 'Pontos de contato',
    fr: 'Points de contact',
  },
  'theme.legislation': { en: 'Legislation', es: 'Legislación', pt: 'Legislação', fr: 'Législation' },
  'theme.evidence': {
    en: 'Electronic evidence',
    es: 'Prueba electrónica',
    pt: 'Prova eletrônica',
    fr: 'Preuve électronique',
  },
  'theme.instruments': {
    en: 'International instruments',
    es: 'Instrumentos internacionales',
    pt: 'Instrumentos internacionais',
    fr: 'Instruments internationaux',
  },
  'theme.strategy': {
    en: 'National strategies',
    es: 'Estrategias nacionales',
    pt: 'Estratégias nacionais',
    fr: 'Stratégies nationales',
  },
  'theme.cooperation': { en: 'Cooperation', es: 'Cooperación', pt: 'Cooperação', fr: 'Coopération' },
  'theme.prevention': { en: 'Prevention', es: 'Prevención', pt: 'Prevenção', fr: 'Prévention' },
  'theme.portal': {
    en: 'Portal and publicity',
    es: 'Portal y difusión',
    pt: 'Portal e divulgação',
    fr: 'Portail et diffusion',
  },
  'theme.training': { en: 'Training', es: 'Capacitación', pt: 'Capacitação', fr: 'Formation' },
  'theme.statistics': { en: 'Statistics', es: 'Estadísticas', pt: 'Estatísticas', fr: 'Statistiques' },
  'progress.done': { en: 'Done', es: 'Cumplida', pt: 'Cumprida', fr: 'Mise en œuvre' },
  'progress.under_way': { en: 'Under way', es: 'En curso', pt: 'Em andamento', fr: 'En cours' },
  'progress.not_begun': { en: 'Not begun', es: 'Sin iniciar', pt: 'Não iniciada', fr: 'Non entamée' },
  'progress.not_applicable': { en: 'Not applicable', es: 'No aplicable', pt: 'Não aplicável', fr: 'Sans objet' },
  'progress.none': { en: 'No report', es: 'Sin informe', pt: 'Sem relatório', fr: 'Aucun rapport' },

  'recommendation.official': {
    en: 'Official text.',
    es: 'Texto oficial.',
    pt: 'Texto oficial.',
    fr: 'Texte officiel.',
  },
  'recommendation.official_elsewhere': {
    en: 'Official text in {language, select, es {Spanish} pt {Portuguese} fr {French} other {English}}. No official text in English has been recorded here, and none is made up.',
    es: 'Texto oficial en {language, select, en {inglés} es {español} pt {portugués} other {francés}}. El texto oficial en español no consta aquí; no se ofrece traducción propia.',
    pt: 'Texto oficial em {language, select, en {inglês} es {espanhol} pt {português} other {francês}}. O texto oficial em português não consta aqui; não se oferece tradução própria.',
    fr: 'Texte officiel en {language, select, en {anglais} es {espagnol} pt {portugais} other {français}}. Le texte officiel en français n’est pas consigné ici ; aucune traduction n’en est proposée.',
  },
  'recommendation.translation': {
    en: 'Translation by the Technical Secretariat, not an official text.',
    es: 'Traducción de la Secretaría Técnica, no es texto oficial.',
    pt: 'Tradução da Secretaria Técnica, não é texto oficial.',
    fr: 'Traduction du Secrétariat technique, non officielle.',
  },
  'recommendation.nothing_asked': {
    en: 'It takes note or expresses thanks: nothing is to be carried out, so no progress is asked for.',
    es: 'Toma nota o expresa satisfacción: no hay nada que ejecutar y no se pide informe de avance.',
    pt: 'Toma nota ou expressa satisfação: nada há a executar e não se pede relatório de progresso.',
    fr: 'Elle prend acte ou exprime une satisfaction : rien n’est à exécuter, aucun rapport n’est demandé.',
  },
  'recommendation.reading': {
    en: 'Short titles, themes and, where the text names nobody, addressees are a reading aid of this software and no part of the text.',
    es: 'Los títulos breves, los temas y, cuando el texto no nombra a nadie, los destinatarios son una ayuda de lectura de este programa y no forman parte del texto.',
    pt: 'Os títulos breves, os temas e, quando o texto não nomeia ninguém, os destinatários são um auxílio de leitura deste programa e não fazem parte do texto.',
    fr: 'Les titres abrégés, les thèmes et, lorsque le texte ne nomme personne, les destinataires sont une aide à la lecture de ce logiciel et ne font pas partie du texte.',
  },

  'rule.progress_text_missing': {
    en: 'Say in a few words what was done.',
    es: 'Diga en pocas palabras qué se hizo.',
    pt: 'Diga em poucas palavras o que foi feito.',
    fr: 'Dites en quelques mots ce qui a été fait.',
  },
  'rule.progress_reason_missing': {
    en: 'Say why the recommendation does not apply to your State.',
    es: 'Diga por qué la recomendación no es aplicable a su Estado.',
    pt: 'Diga por que a recomendação não se aplica ao seu Estado.',
    fr: 'Dites pourquoi la recommandation est sans objet pour votre État.',
  },
  'rule.progress_day_ahead': {
    en: 'A report describes what is, not what will be: choose today or an earlier day.',
    es: 'Un informe describe lo que es, no lo que será: elija hoy o un día anterior.',
    pt: 'Um relatório descreve o que é, não o que será: escolha hoje ou um dia anterior.',
    fr: 'Un rapport décrit ce qui est, non ce qui sera : choisissez aujourd’hui ou un jour antérieur.',
  },
  'rule.meeting_until_before_from': {
    en: 'The last day comes before the first.',
    es: 'El último día es anterior al primero.',
    pt: 'O último dia é anterior ao primeiro.',
    fr: 'Le dernier jour précède le premier.',
  },
  'rule.meeting_fewer': {
    en: 'States report under the number of a recommendation: one that was recorded can be corrected, not taken out.',
    es: 'Los Estados informan bajo el número de cada recomendación: la que consta puede corregirse, no suprimirse.',
    pt: 'Os Estados informam sob o número de cada recomendação: a que foi registrada pode ser corrigida, não retirada.',
    fr: 'Les États rendent compte sous le numéro de chaque recommandation : celle qui est consignée peut être corrigée, non retirée.',
  },
  'rule.secretariat_only': {
    en: 'Only the Technical Secretariat writes here.',
    es: 'Aquí solo escribe la Secretaría Técnica.',
    pt: 'Aqui só escreve a Secretaria Técnica.',
    fr: 'Seul le Secrétariat technique écrit ici.',
  },
  'rule.portal_published': {
    en: 'What was published stands as it was: withdraw it and publish a corrected one.',
    es: 'Lo publicado queda como estaba: retírelo y publique una versión corregida.',
    pt: 'O que foi publicado fica como estava: retire-o e publique uma versão corrigida.',
    fr: 'Ce qui a été publié demeure tel quel : retirez-le et publiez une version corrigée.',
  },
  'rule.portal_withdrawn': {
    en: 'It was withdrawn already.',
    es: 'Ya fue retirado.',
    pt: 'Já foi retirado.',
    fr: 'Il a déjà été retiré.',
  },
  'rule.portal_url_missing': {
    en: 'A link needs its address.',
    es: 'Un enlace necesita su dirección.',
    pt: 'Um link precisa do seu endereço.',
    fr: 'Un lien a besoin de son adresse.',
  },
  'rule.portal_url_needless': {
    en: 'News have no address of their own: write it into the text.',
    es: 'Una noticia no tiene dirección propia: escríbala en el texto.',
    pt: 'Uma notícia não tem endereço próprio: escreva-o no texto.',
    fr: 'Une actualité n’a pas d’adresse propre : écrivez-la dans le texte.',
  },

  'notice.meeting_ahead': {
    en: 'Recommendations: {count, plural, one {# of meeting {meeting} has} other {# of meeting {meeting} have}} no released report of ours; the next meeting begins in {days, plural, one {# day} other {# days}}',
    es: 'Recomendaciones: {count, plural, one {# de la reunión {meeting} no tiene} other {# de la reunión {meeting} no tienen}} informe nuestro divulgado; la próxima reunión empieza en {days, plural, one {# día} other {# días}}',
    pt: 'Recomendações: {count, plural, one {# da reunião {meeting} não tem} other {# da reunião {meeting} não têm}} relatório nosso divulgado; a próxima reunião começa em {days, plural, one {# dia} other {# dias}}',
    fr: 'Recommandations : {count, plural, one {# de la réunion {meeting} est} other {# de la réunion {meeting} sont}} sans rapport diffusé de notre part ; la prochaine réunion s’ouvre dans {days, plural, one {# jour} other {# jours}}',
  },

  'progress_report.title': {
    en: 'Progress in implementing the recommendations',
    es: 'Avances en la aplicación de las recomendaciones',
    pt: 'Progressos na implementação das recomendações',
    fr: 'Progrès dans la mise en œuvre des recommandations',
  },
  'progress_report.by': {
    en: 'Report of the Technical Secretariat',
    es: 'Informe de la Secretaría Técnica',
    pt: 'Relatório da Secretaria Técnica',
    fr: 'Rapport du Secrétariat technique',
  },
  'progress_report.to': {
    en: 'to Meeting {roman}, {from, date, long}',
    es: 'a la {roman} Reunión, {from, date, long}',
    pt: 'à {roman} Reunião, {from, date, long}',
    fr: 'à la {roman}e réunion, {from, date, long}',
  },
  'progress_report.to_next': {
    en: 'to the next meeting',
    es: 'a la próxima reunión',
    pt: 'à próxima reunião',
    fr: 'à la prochaine réunion',
  },
  'progress_report.as_of': {
    en: 'As of {day, date, long}',
    es: 'Situación al {day, date, long}',
    pt: 'Situação em {day, date, long}',
    fr: 'État au {day, date, long}',
  },
  'progress_report.lead': {
    en: '{reporting} of the {total} Member States have released at least one report on the {asked} recommendations that ask States to act. {done} reports say that a recommendation is done, {under_way} that it is under way.',
    es: '{reporting} de los {total} Estados Miembros han divulgado al menos un informe sobre las {asked} recomendaciones que piden a los Estados actuar. {done} informes dan una recomendación por cumplida y {under_way} la dan por iniciada.',
    pt: '{reporting} dos {total} Estados membros divulgaram ao menos um relatório sobre as {asked} recomendações que pedem aos Estados que ajam. {done} relatórios dão uma recomendação por cumprida e {under_way} por iniciada.',
    fr: '{reporting} des {total} États membres ont diffusé au moins un rapport sur les {asked} recommandations qui demandent aux États d’agir. {done} rapports tiennent une recommandation pour mise en œuvre et {under_way} la disent en cours.',
  },
  'progress_report.method': {
    en: 'The report repeats what authorities released in this installation, each in its own words and language; the Secretariat judges none of it. A State without a report is counted apart from one that has not begun.',
    es: 'El informe repite lo que las autoridades divulgaron en esta instalación, cada una con sus palabras y en su idioma; la Secretaría no lo valora. El Estado sin informe se cuenta aparte del que no ha iniciado.',
    pt: 'O relatório repete o que as autoridades divulgaram nesta instalação, cada uma em suas palavras e em seu idioma; a Secretaria não o avalia. O Estado sem relatório é contado à parte daquele que não iniciou.',
    fr: 'Le rapport reprend ce que les autorités ont diffusé dans cette installation, chacune dans ses termes et sa langue ; le Secrétariat n’en apprécie rien. L’État sans rapport est compté à part de celui qui n’a pas commencé.',
  },
  'progress_report.summary': {
    en: 'By recommendation',
    es: 'Por recomendación',
    pt: 'Por recomendação',
    fr: 'Par recommandation',
  },
  'progress_report.matrix': { en: 'By State', es: 'Por Estado', pt: 'Por Estado', fr: 'Par État' },
  'progress_report.details': {
    en: 'What was reported',
    es: 'Lo informado',
    pt: 'O que foi relatado',
    fr: 'Ce qui a été rapporté',
  },
  'progress_report.none': {
    en: 'No report has been released.',
    es: 'No se ha divulgado ningún informe.',
    pt: 'Nenhum relatório foi divulgado.',
    fr: 'Aucun rapport n’a été diffusé.',
  },
  'progress_report.evidence': { en: 'Evidence', es: 'Comprobantes', pt: 'Comprovação', fr: 'Justificatifs' },
  'progress_report.dated': {
    en: 'as of {day, date, long}',
    es: 'al {day, date, long}',
    pt: 'em {day, date, long}',
    fr: 'au {day, date, long}',
  },
  'progress_report.figures': {
    en: 'The figures themselves are in the annual returns, which this report does not repeat.',
    es: 'Las cifras figuran en los informes anuales, que este informe no reproduce.',
    pt: 'Os números constam dos relatórios anuais, que este relatório não reproduz.',
    fr: 'Les chiffres figurent dans les relevés annuels, que ce rapport ne reprend pas.',
  },
} as const satisfies Texts;

const numerals = [
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
] as const;

/** `X` of 10: meetings are numbered in Roman numerals. For 1 to 999. */
export function roman(number: number): string {
  let left = number;
  let text = '';
  for (const [letters, value] of numerals) for (; left >= value; left -= value) text += letters;
  return text;
}
