import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

/** The home page of the Secretariat's desk; returns, report and recommendations keep their own words. */
export const secretariatTexts: Texts = {
  'secretariat.lead': {
    en: '{day}. Everything else is with the States or settled.',
    es: '{day}. Todo lo demás está en manos de los Estados o resuelto.',
    pt: '{day}. Todo o resto está com os Estados ou resolvido.',
    fr: '{day}. Tout le reste est entre les mains des États ou réglé.',
  },
  'secretariat.calm': {
    en: 'When a return arrives, a last day passes or an address grows old, it will stand here.',
    es: 'Cuando llegue un informe, venza un plazo o envejezca una dirección, aparecerá aquí.',
    pt: 'Quando chegar um relatório, vencer um prazo ou envelhecer um endereço, aparecerá aqui.',
    fr: 'Un relevé qui arrive, une échéance passée, une adresse qui vieillit : tout paraîtra ici.',
  },
  'secretariat.begin': {
    en: 'No round has been opened yet. Open the round of the year that has ended: every State that is connected is then asked for its return, and this page says who has answered.',
    es: 'Aún no se ha abierto ninguna ronda. Abra la del año que terminó: a cada Estado conectado se le pide entonces su informe, y esta página dice quién ha respondido.',
    pt: 'Ainda não foi aberta nenhuma rodada. Abra a do ano que terminou: a cada Estado conectado pede-se então o seu relatório, e esta página diz quem respondeu.',
    fr: 'Aucune campagne n’est encore ouverte. Ouvrez celle de l’année écoulée : chaque État raccordé est alors invité à envoyer son relevé, et cette page dit qui a répondu.',
  },

  /* What needs the desk: a sentence, what is behind it, and a button of one or two words. */
  'secretariat.task.open': {
    en: 'The round of {year} has not been opened',
    es: 'La ronda de {year} no se ha abierto',
    pt: 'A rodada de {year} não foi aberta',
    fr: 'La campagne {year} n’est pas ouverte',
  },
  'secretariat.task.open.what': {
    en: 'No State has been asked for its return yet',
    es: 'A ningún Estado se le ha pedido todavía su informe',
    pt: 'A nenhum Estado foi pedido ainda o seu relatório',
    fr: 'Aucun État n’a encore été invité à envoyer son relevé',
  },
  'secretariat.do.open': { en: 'Open it', es: 'Abrirla', pt: 'Abrir a rodada', fr: 'L’ouvrir' },
  'secretariat.task.examine': {
    en: '{count, plural, one {A return for {year} is to be examined} other {# returns for {year} are to be examined}}',
    es: '{count, plural, one {Un informe de {year} está por examinar} other {# informes de {year} están por examinar}}',
    pt: '{count, plural, one {Um relatório de {year} está por examinar} other {# relatórios de {year} estão por examinar}}',
    fr: '{count, plural, one {Un relevé {year} est à examiner} other {# relevés {year} sont à examiner}}',
  },
  'secretariat.task.examine.corrected': {
    en: '{states}; corrected or restated: {corrected}',
    es: '{states}; corregidos o rectificados: {corrected}',
    pt: '{states}; corrigidos ou retificados: {corrected}',
    fr: '{states} ; corrigés ou rectifiés : {corrected}',
  },
  'secretariat.do.examine': { en: 'Examine', es: 'Examinar', pt: 'Examinar', fr: 'Examiner' },
  'secretariat.task.late': {
    en: '{count, plural, one {One State is late with its return for {year}} other {# States are late with their return for {year}}}',
    es: '{count, plural, one {Un Estado se retrasa con su informe de {year}} other {# Estados se retrasan con su informe de {year}}}',
    pt: '{count, plural, one {Um Estado está em atraso com o relatório de {year}} other {# Estados estão em atraso com o relatório de {year}}}',
    fr: '{count, plural, one {Un État est en retard pour son relevé {year}} other {# États sont en retard pour leur relevé {year}}}',
  },
  'secretariat.task.late.unconnected': {
    en: '{count, plural, =0 {All of them are reminded by this installation} one {One of them is not connected: nobody reminds it but you} other {# of them are not connected: nobody reminds them but you}}',
    es: '{count, plural, =0 {Esta instalación les envía los recordatorios} one {Uno no está conectado: solo usted se lo recuerda} other {# no están conectados: solo usted se lo recuerda}}',
    pt: '{count, plural, =0 {Esta instalação envia-lhes os lembretes} one {Um não está conectado: só você o lembra} other {# não estão conectados: só você os lembra}}',
    fr: '{count, plural, =0 {Cette installation leur envoie les rappels} one {L’un n’est pas raccordé : vous seul le relancez} other {# ne sont pas raccordés : vous seul les relancez}}',
  },
  'secretariat.since': { en: 'since {date}', es: 'desde el {date}', pt: 'desde {date}', fr: 'depuis le {date}' },
  'secretariat.do.late': { en: 'See who', es: 'Ver quiénes', pt: 'Ver quem', fr: 'Voir lesquels' },
  'secretariat.task.ask': {
    en: '{count, plural, one {One difference between two States has been asked of neither} other {# differences between States have been asked of neither side}}',
    es: '{count, plural, one {Una divergencia entre dos Estados no se ha consultado a ninguno} other {# divergencias entre Estados no se han consultado a ninguna de las partes}}',
    pt: '{count, plural, one {Uma divergência entre dois Estados não foi perguntada a nenhum} other {# divergências entre Estados não foram perguntadas a nenhuma das partes}}',
    fr: '{count, plural, one {Un écart entre deux États n’a été demandé à aucun des deux} other {# écarts entre États n’ont été demandés à aucune des parties}}',
  },
  'secretariat.task.ask.what': {
    en: 'Returns for {year}, compared pair by pair',
    es: 'Informes de {year}, comparados de dos en dos',
    pt: 'Relatórios de {year}, comparados dois a dois',
    fr: 'Relevés {year}, comparés deux à deux',
  },
  'secretariat.do.ask': { en: 'Compare', es: 'Comparar', pt: 'Comparar', fr: 'Les comparer' },
  'secretariat.task.publish': {
    en: '{count, plural, one {An accepted return for {year} is not in the report} other {# accepted returns for {year} are not in the report}}',
    es: '{count, plural, one {Un informe aceptado de {year} no está publicado} other {# informes aceptados de {year} no están publicados}}',
    pt: '{count, plural, one {Um relatório aceito de {year} não está publicado} other {# relatórios aceitos de {year} não estão publicados}}',
    fr: '{count, plural, one {Un relevé {year} accepté n’est pas publié} other {# relevés {year} acceptés ne sont pas publiés}}',
  },
  'secretariat.task.publish.first': {
    en: 'No edition has been published yet',
    es: 'Aún no se ha publicado ninguna edición',
    pt: 'Ainda não foi publicada nenhuma edição',
    fr: 'Aucune édition n’a encore été publiée',
  },
  'secretariat.task.publish.behind': {
    en: 'Edition {edition} {restated, plural, =0 {has none of them} one {has an earlier version of one of them} other {has an earlier version of # of them}}',
    es: 'La edición {edition} {restated, plural, =0 {no contiene ninguno} one {contiene una versión anterior de uno} other {contiene una versión anterior de #}}',
    pt: 'A edição {edition} {restated, plural, =0 {não contém nenhum} one {contém uma versão anterior de um} other {contém uma versão anterior de #}}',
    fr: 'L’édition {edition} {restated, plural, =0 {n’en contient aucun} one {contient une version antérieure de l’un} other {contient une version antérieure de # d’entre eux}}',
  },
  'secretariat.do.publish': { en: 'Publish', es: 'Publicar', pt: 'Publicar', fr: 'Publier' },
  'secretariat.task.directory': {
    en: '{count, plural, one {One State has not confirmed its addresses} other {# States have not confirmed their addresses}}',
    es: '{count, plural, one {Un Estado no ha confirmado sus direcciones} other {# Estados no han confirmado sus direcciones}}',
    pt: '{count, plural, one {Um Estado não confirmou os seus endereços} other {# Estados não confirmaram os seus endereços}}',
    fr: '{count, plural, one {Un État n’a pas confirmé ses adresses} other {# États n’ont pas confirmé leurs adresses}}',
  },
  'secretariat.do.directory': {
    en: 'See the directory',
    es: 'Ver el directorio',
    pt: 'Ver o diretório',
    fr: 'Voir le répertoire',
  },
  'secretariat.task.meeting': {
    en: '{count, plural, one {One State here has not said how far it is, and the meeting comes near} other {# States here have not said how far they are, and the meeting comes near}}',
    es: '{count, plural, one {Un Estado de aquí no ha informado de sus avances y la reunión se acerca} other {# Estados de aquí no han informado de sus avances y la reunión se acerca}}',
    pt: '{count, plural, one {Um Estado daqui não informou os seus avanços e a reunião se aproxima} other {# Estados daqui não informaram os seus avanços e a reunião se aproxima}}',
    fr: '{count, plural, one {Un État d’ici n’a pas dit où il en est, et la réunion approche} other {# États d’ici n’ont pas dit où ils en sont, et la réunion approche}}',
  },
  'secretariat.in': { en: 'in {duration}', es: 'en {duration}', pt: 'em {duration}', fr: 'dans {duration}' },

  /* The round. */
  'secretariat.stage.late': { en: 'Late', es: 'Con retraso', pt: 'Em atraso', fr: 'En retard' },
  'secretariat.reminded': {
    en: 'Connected States that owe their return were reminded on {last}.',
    es: 'A los Estados conectados que deben su informe se les recordó el {last}.',
    pt: 'Os Estados conectados que devem o relatório foram lembrados em {last}.',
    fr: 'Les États raccordés qui doivent leur relevé ont reçu un rappel le {last}.',
  },
  'secretariat.reminded.next': {
    en: 'The next reminder leaves on {next}.',
    es: 'El próximo recordatorio sale el {next}.',
    pt: 'O próximo lembrete sai em {next}.',
    fr: 'Le prochain rappel part le {next}.',
  },
  'secretariat.unconnected': {
    en: 'A dashed edge: not connected. Nobody reminds these States but you; they fill in a spreadsheet.',
    es: 'Borde discontinuo: sin conexión. Solo usted recuerda a estos Estados; llenan una hoja de cálculo.',
    pt: 'Borda tracejada: sem conexão. Só você lembra estes Estados; preenchem uma planilha.',
    fr: 'Bord en tirets : non raccordé. Vous seul relancez ces États ; ils remplissent une feuille de calcul.',
  },
  'secretariat.disagree': {
    en: '{count, plural, =0 {Of what was sent, no two States disagree} one {One difference between two States} other {# differences between States}}',
    es: '{count, plural, =0 {En lo enviado, ningún par de Estados diverge} one {Una divergencia entre dos Estados} other {# divergencias entre Estados}}',
    pt: '{count, plural, =0 {No que foi remetido, nenhum par de Estados diverge} one {Uma divergência entre dois Estados} other {# divergências entre Estados}}',
    fr: '{count, plural, =0 {Dans ce qui a été envoyé, aucune paire d’États ne diverge} one {Un écart entre deux États} other {# écarts entre États}}',
  },
  'secretariat.remaining': {
    en: '{count, plural, one {# request} other {# requests}} that nothing explains',
    es: '{count, plural, one {# solicitud} other {# solicitudes}} sin explicación',
    pt: '{count, plural, one {# pedido} other {# pedidos}} sem explicação',
    fr: '{count, plural, one {# demande inexpliquée} other {# demandes inexpliquées}}',
  },
  'secretariat.asked': { en: 'asked', es: 'consultado', pt: 'perguntado', fr: 'demandé' },

  /* Beside it. */
  'secretariat.fresh': {
    en: '{confirmed} of {contacts} contacts were confirmed in the last twelve months ({share}).',
    es: '{confirmed} de {contacts} contactos se confirmaron en los últimos doce meses ({share}).',
    pt: '{confirmed} de {contacts} contatos foram confirmados nos últimos doze meses ({share}).',
    fr: '{confirmed} contacts sur {contacts} ont été confirmés au cours des douze derniers mois ({share}).',
  },
  'secretariat.fresh.none': {
    en: 'No State has entered a contact yet.',
    es: 'Ningún Estado ha inscrito todavía un contacto.',
    pt: 'Nenhum Estado registrou ainda um contato.',
    fr: 'Aucun État n’a encore inscrit de contact.',
  },
  'secretariat.fresh.definition': {
    en: 'Indicator G2: how it is counted',
    es: 'Indicador G2: cómo se cuenta',
    pt: 'Indicador G2: como se conta',
    fr: 'Indicateur G2 : mode de calcul',
  },
  'secretariat.directory.empty': {
    en: 'nothing entered',
    es: 'nada inscrito',
    pt: 'nada registrado',
    fr: 'rien d’inscrit',
  },
  'secretariat.directory.waiting': {
    en: '{count, plural, one {a change waits} other {# changes wait}} for a call-back since {date}',
    es: '{count, plural, one {un cambio espera} other {# cambios esperan}} la llamada de comprobación desde el {date}',
    pt: '{count, plural, one {uma mudança aguarda} other {# mudanças aguardam}} a chamada de verificação desde {date}',
    fr: '{count, plural, one {un changement attend} other {# changements attendent}} le rappel de vérification depuis le {date}',
  },
  'secretariat.directory.calls': {
    en: '{unanswered} of {made} test calls unanswered',
    es: '{unanswered} de {made} llamadas de prueba sin respuesta',
    pt: '{unanswered} de {made} chamadas de teste sem resposta',
    fr: '{unanswered} appels d’essai sur {made} sans réponse',
  },
  'secretariat.directory.calm': {
    en: 'Nothing in it is old, nothing waits.',
    es: 'Nada en él es antiguo, nada espera.',
    pt: 'Nada nele é antigo, nada espera.',
    fr: 'Rien n’y est ancien, rien n’y attend.',
  },
  'secretariat.reported': {
    en: '{count, plural, =0 {No State has reported progress} one {One State of {total} has reported progress} other {# States of {total} have reported progress}} since this meeting.',
    es: '{count, plural, =0 {Ningún Estado ha informado avances} one {Un Estado de {total} ha informado avances} other {# Estados de {total} han informado avances}} desde esta reunión.',
    pt: '{count, plural, =0 {Nenhum Estado informou avanços} one {Um Estado de {total} informou avanços} other {# Estados de {total} informaram avanços}} desde esta reunião.',
    fr: '{count, plural, =0 {Aucun État n’a fait état de progrès} one {Un État sur {total} a fait état de progrès} other {# États sur {total} ont fait état de progrès}} depuis cette réunion.',
  },
  'secretariat.silent': {
    en: 'Nothing from, in this installation: {states}.',
    es: 'Sin noticia, en esta instalación: {states}.',
    pt: 'Sem notícia, nesta instalação: {states}.',
    fr: 'Rien reçu, dans cette installation : {states}.',
  },
  'secretariat.own': {
    en: 'The Secretariat itself has reported on {reported} of the {asked} recommendations that ask it or the Working Group.',
    es: 'La propia Secretaría ha informado sobre {reported} de las {asked} recomendaciones que se dirigen a ella o al Grupo de Trabajo.',
    pt: 'A própria Secretaria informou sobre {reported} das {asked} recomendações que se dirigem a ela ou ao Grupo de Trabalho.',
    fr: 'Le Secrétariat lui-même a rendu compte de {reported} des {asked} recommandations qui s’adressent à lui ou au Groupe de travail.',
  },
  'secretariat.next': {
    en: 'Next: {name}, {days}, {place}.',
    es: 'Próxima: {name}, {days}, {place}.',
    pt: 'Próxima: {name}, {days}, {place}.',
    fr: 'Prochaine : {name}, {days}, {place}.',
  },
  'secretariat.next.none': {
    en: 'No next meeting is recorded.',
    es: 'No hay registrada una próxima reunión.',
    pt: 'Não há registro de uma próxima reunião.',
    fr: 'Aucune prochaine réunion n’est consignée.',
  },
  'secretariat.next.record': { en: 'Record it', es: 'Registrarla', pt: 'Registrar', fr: 'La consigner' },
  'secretariat.report': {
    en: 'The region’s report',
    es: 'El informe de la región',
    pt: 'O relatório da região',
    fr: 'Le rapport de la région',
  },
  'secretariat.edition': {
    en: 'The last edition is edition {edition} of the report for {year}, published on {date}. It is cited as',
    es: 'La última es la edición {edition} del informe de {year}, publicada el {date}. Se cita como',
    pt: 'A última é a edição {edition} do relatório de {year}, publicada em {date}. Cita-se como',
    fr: 'La dernière est l’édition {edition} du rapport {year}, publiée le {date}. Elle est citée sous',
  },
  'secretariat.edition.none': {
    en: 'Nothing has been published yet.',
    es: 'Aún no se ha publicado nada.',
    pt: 'Ainda nada foi publicado.',
    fr: 'Rien n’a encore été publié.',
  },
};
