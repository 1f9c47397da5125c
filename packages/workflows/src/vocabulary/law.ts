import { stateSelect } from '../states.ts';
import type { Language } from '../types.ts';
import type { Texts } from './index.ts';
import { en, es, fr, pt } from './naming.ts';

const state = (language: Language) => stateSelect('state', language);

/** Why a basis does or does not serve an offence; what may not be held against a request. */
const bases = {
  'instrument.PROFILE.short': {
    en: 'Law of the requested State',
    es: 'Derecho del Estado requerido',
    pt: 'Direito do Estado requerido',
    fr: 'Droit de l’État requis',
  },
  'instrument.language.acceptable': {
    en: 'In a language acceptable to the receiving State, or with a translation.',
    es: 'En un idioma aceptable para el Estado receptor, o con traducción.',
    pt: 'Em idioma aceitável para o Estado receptor, ou com tradução.',
    fr: 'Dans une langue acceptable pour l’État destinataire, ou avec une traduction.',
  },
  'basis.reason.bilateral_recorded': {
    en: `{title}: in force since {from, date, long}, as recorded by ${en.s}.`,
    es: `{title}: en vigor desde el {from, date, long}, según el registro de ${es.s}.`,
    pt: `{title}: em vigor desde {from, date, long}, conforme o registro ${pt.of}.`,
    fr: `{title} : en vigueur depuis le {from, date, long}, d’après l’inscription faite par ${fr.s}.`,
  },
  'basis.reason.left': {
    en: `No longer a party since {until, date, long}: ${state('en')}.`,
    es: `Dejó de ser parte el {until, date, long}: ${state('es')}.`,
    pt: `Deixou de ser parte em {until, date, long}: ${state('pt')}.`,
    fr: `N’est plus partie depuis le {until, date, long} : ${state('fr')}.`,
  },
  'basis.reason.not_in_force_yet': {
    en: 'In force only from {from, date, long}.',
    es: 'En vigor solo a partir del {from, date, long}.',
    pt: 'Em vigor somente a partir de {from, date, long}.',
    fr: 'En vigueur seulement à partir du {from, date, long}.',
  },
  'basis.caution.central_only': {
    en: `Declared that requests in urgent cases also go to its central authority (article 27(9)(e)): ${state('en')}.`,
    es: `Declaró que también las solicitudes urgentes se dirigen a su autoridad central (artículo 27(9)(e)): ${state('es')}.`,
    pt: `Declarou que também os pedidos urgentes se dirigem à sua autoridade central (artigo 27(9)(e)): ${state('pt')}.`,
    fr: `A déclaré que les demandes urgentes passent aussi par son autorité centrale (article 27(9)(e)) : ${state('fr')}.`,
  },
  'basis.scope.any_offence': {
    en: 'It also serves to obtain electronic evidence of any other offence (articles 14(2), 23 and 25(1)).',
    es: 'Sirve también para obtener pruebas electrónicas de cualquier otro delito (artículos 14(2), 23 y 25(1)).',
    pt: 'Serve também para obter provas eletrônicas de qualquer outro crime (artigos 14(2), 23 e 25(1)).',
    fr: 'Elle sert aussi à obtenir les preuves électroniques de toute autre infraction (articles 14(2), 23 et 25(1)).',
  },
  'basis.scope.corruption': {
    en: 'Serves corruption offences only, and this is none.',
    es: 'Solo sirve para delitos de corrupción, y este no lo es.',
    pt: 'Serve apenas para crimes de corrupção, e este não o é.',
    fr: 'Ne vaut que pour les infractions de corruption, ce qui n’est pas le cas.',
  },
  'basis.scope.serious': {
    en: 'Serves serious offences only (maximum of four years or more), and this is none.',
    es: 'Solo sirve para delitos graves (máximo de cuatro años o más), y este no lo es.',
    pt: 'Serve apenas para crimes graves (máximo de quatro anos ou mais), e este não o é.',
    fr: 'Ne vaut que pour les infractions graves (maximum de quatre ans ou plus), ce qui n’est pas le cas.',
  },
  'basis.scope.transnational': {
    en: 'Serves transnational offences only, and this is none.',
    es: 'Solo sirve para delitos transnacionales, y este no lo es.',
    pt: 'Serve apenas para crimes transnacionais, e este não o é.',
    fr: 'Ne vaut que pour les infractions transnationales, ce qui n’est pas le cas.',
  },
  'basis.scope.organized_group': {
    en: 'Serves only where an organized criminal group takes part, and none does here.',
    es: 'Solo sirve cuando participa un grupo delictivo organizado, y aquí no participa.',
    pt: 'Serve apenas quando participa grupo criminoso organizado, o que não ocorre aqui.',
    fr: 'Ne vaut que si un groupe criminel organisé est impliqué, ce qui n’est pas le cas.',
  },
  'basis.scope.one_year': {
    en: 'The offence must carry at least one year of imprisonment, and this one does not.',
    es: 'El delito debe tener pena de al menos un año de prisión, y este no la tiene.',
    pt: 'O crime deve ter pena de ao menos um ano de prisão, e este não a tem.',
    fr: 'L’infraction doit être punie d’au moins un an d’emprisonnement, ce qui n’est pas le cas.',
  },
  'basis.scope.not_military': {
    en: 'Does not serve purely military offences.',
    es: 'No sirve para delitos puramente militares.',
    pt: 'Não serve para crimes puramente militares.',
    fr: 'Ne vaut pas pour les infractions purement militaires.',
  },
  'basis.scope.corruption.caution': {
    en: 'It may not serve this offence, which is no corruption: check its text.',
    es: 'Quizá no sirva para este delito, que no es de corrupción: compruebe el texto.',
    pt: 'Talvez não sirva para este crime, que não é de corrupção: verifique o texto.',
    fr: 'Elle ne vaut peut-être pas pour cette infraction, qui n’est pas de corruption : vérifiez le texte.',
  },
  'basis.scope.serious.caution': {
    en: 'It may not serve this offence, whose maximum is under four years: check its text.',
    es: 'Quizá no sirva para este delito, cuyo máximo es inferior a cuatro años: compruebe el texto.',
    pt: 'Talvez não sirva para este crime, cujo máximo é inferior a quatro anos: verifique o texto.',
    fr: 'Elle ne vaut peut-être pas pour cette infraction, dont le maximum est inférieur à quatre ans : vérifiez le texte.',
  },
  'basis.scope.transnational.caution': {
    en: 'It may not serve this offence, which is not transnational: check its text.',
    es: 'Quizá no sirva para este delito, que no es transnacional: compruebe el texto.',
    pt: 'Talvez não sirva para este crime, que não é transnacional: verifique o texto.',
    fr: 'Elle ne vaut peut-être pas pour cette infraction, qui n’est pas transnationale : vérifiez le texte.',
  },
  'basis.scope.organized_group.caution': {
    en: 'It may not serve this offence, in which no organized criminal group takes part: check its text.',
    es: 'Quizá no sirva para este delito, en el que no participa un grupo delictivo organizado: compruebe el texto.',
    pt: 'Talvez não sirva para este crime, sem participação de grupo criminoso organizado: verifique o texto.',
    fr: 'Elle ne vaut peut-être pas pour cette infraction, sans groupe criminel organisé : vérifiez le texte.',
  },
  'basis.scope.one_year.caution': {
    en: 'It may not serve this offence, which carries less than one year of imprisonment: check its text.',
    es: 'Quizá no sirva para este delito, con pena inferior a un año de prisión: compruebe el texto.',
    pt: 'Talvez não sirva para este crime, com pena inferior a um ano de prisão: verifique o texto.',
    fr: 'Elle ne vaut peut-être pas pour cette infraction, punie de moins d’un an d’emprisonnement : vérifiez le texte.',
  },
  'basis.scope.not_military.caution': {
    en: 'It may not serve this purely military offence: check its text.',
    es: 'Quizá no sirva para este delito puramente militar: compruebe el texto.',
    pt: 'Talvez não sirva para este crime puramente militar: verifique o texto.',
    fr: 'Elle ne vaut peut-être pas pour cette infraction purement militaire : vérifiez le texte.',
  },
  'basis.barred.fiscal': {
    en: 'A request is not refused only because the offence is seen as fiscal.',
    es: 'Una solicitud no se deniega solo porque el delito se considere fiscal.',
    pt: 'Um pedido não é recusado apenas porque o crime é considerado fiscal.',
    fr: 'Une demande n’est pas refusée au seul motif que l’infraction est tenue pour fiscale.',
  },
  'basis.barred.tax': {
    en: 'Between its parties a tax offence is no ground for refusal.',
    es: 'Entre sus partes, el delito tributario no es motivo de denegación.',
    pt: 'Entre suas partes, o crime tributário não é motivo de recusa.',
    fr: 'Entre ses parties, une infraction fiscale n’est pas un motif de refus.',
  },
  'basis.barred.bank_secrecy': {
    en: 'Bank secrecy is no ground for refusal.',
    es: 'El secreto bancario no es motivo de denegación.',
    pt: 'O sigilo bancário não é motivo de recusa.',
    fr: 'Le secret bancaire n’est pas un motif de refus.',
  },
  'basis.barred.dual_criminality_preservation': {
    en: 'Preservation does not depend on dual criminality.',
    es: 'La conservación no depende de la doble incriminación.',
    pt: 'A preservação não depende da dupla incriminação.',
    fr: 'La conservation ne dépend pas de la double incrimination.',
  },
} as const satisfies Texts;

/** Recorded lines in words: `law-text.ts` fills them in. */
const lines = {
  'law.kind.status': {
    en: 'Status in an instrument',
    es: 'Situación en un instrumento',
    pt: 'Situação em um instrumento',
    fr: 'Situation dans un instrument',
  },
  'law.kind.bilateral': {
    en: 'Bilateral treaty',
    es: 'Tratado bilateral',
    pt: 'Tratado bilateral',
    fr: 'Traité bilatéral',
  },
  'law.kind.reservation': {
    en: 'Reservation or declaration',
    es: 'Reserva o declaración',
    pt: 'Reserva ou declaração',
    fr: 'Réserve ou déclaration',
  },
  'law.kind.profile': {
    en: 'Profile as requested State',
    es: 'Perfil como Estado requerido',
    pt: 'Perfil como Estado requerido',
    fr: 'Profil en tant qu’État requis',
  },
  'law.kind.entry_into_force': {
    en: 'Entry into force of an instrument',
    es: 'Entrada en vigor de un instrumento',
    pt: 'Entrada em vigor de um instrumento',
    fr: 'Entrée en vigueur d’un instrument',
  },
  'law.line.party': {
    en: '{name}, {instrument}: party from {from, date, long}',
    es: '{name}, {instrument}: parte desde el {from, date, long}',
    pt: '{name}, {instrument}: parte desde {from, date, long}',
    fr: '{name}, {instrument} : partie depuis le {from, date, long}',
  },
  'law.line.party_until': {
    en: '{name}, {instrument}: party from {from, date, long} to {until, date, long}',
    es: '{name}, {instrument}: parte del {from, date, long} al {until, date, long}',
    pt: '{name}, {instrument}: parte de {from, date, long} a {until, date, long}',
    fr: '{name}, {instrument} : partie du {from, date, long} au {until, date, long}',
  },
  'law.line.party_undated': {
    en: '{name}, {instrument}: party, day not stated',
    es: '{name}, {instrument}: parte, sin fecha',
    pt: '{name}, {instrument}: parte, sem data',
    fr: '{name}, {instrument} : partie, jour non indiqué',
  },
  'law.line.not_party': {
    en: '{name}, {instrument}: not a party',
    es: '{name}, {instrument}: no es parte',
    pt: '{name}, {instrument}: não é parte',
    fr: '{name}, {instrument} : non partie',
  },
  'law.line.bilateral': {
    en: '{title} ({name} and {other}): in force from {from, date, long}',
    es: '{title} ({name} y {other}): en vigor desde el {from, date, long}',
    pt: '{title} ({name} e {other}): em vigor desde {from, date, long}',
    fr: '{title} ({name} et {other}) : en vigueur depuis le {from, date, long}',
  },
  'law.line.bilateral_until': {
    en: '{title} ({name} and {other}): in force from {from, date, long} to {until, date, long}',
    es: '{title} ({name} y {other}): en vigor del {from, date, long} al {until, date, long}',
    pt: '{title} ({name} e {other}): em vigor de {from, date, long} a {until, date, long}',
    fr: '{title} ({name} et {other}) : en vigueur du {from, date, long} au {until, date, long}',
  },
  'law.line.reservation': {
    en: '{name}, reservation to {instrument} art. {article}: from {from, date, long}',
    es: '{name}, reserva a {instrument}, art. {article}: desde el {from, date, long}',
    pt: '{name}, reserva a {instrument}, art. {article}: desde {from, date, long}',
    fr: '{name}, réserve à {instrument}, art. {article} : depuis le {from, date, long}',
  },
  'law.line.reservation_until': {
    en: '{name}, reservation to {instrument} art. {article}: from {from, date, long} to {until, date, long}',
    es: '{name}, reserva a {instrument}, art. {article}: del {from, date, long} al {until, date, long}',
    pt: '{name}, reserva a {instrument}, art. {article}: de {from, date, long} a {until, date, long}',
    fr: '{name}, réserve à {instrument}, art. {article} : du {from, date, long} au {until, date, long}',
  },
  'law.line.declaration': {
    en: '{name}, declaration to {instrument} art. {article}: from {from, date, long}',
    es: '{name}, declaración sobre {instrument}, art. {article}: desde el {from, date, long}',
    pt: '{name}, declaração sobre {instrument}, art. {article}: desde {from, date, long}',
    fr: '{name}, déclaration relative à {instrument}, art. {article} : depuis le {from, date, long}',
  },
  'law.line.declaration_until': {
    en: '{name}, declaration to {instrument} art. {article}: from {from, date, long} to {until, date, long}',
    es: '{name}, declaración sobre {instrument}, art. {article}: del {from, date, long} al {until, date, long}',
    pt: '{name}, declaração sobre {instrument}, art. {article}: de {from, date, long} a {until, date, long}',
    fr: '{name}, déclaration relative à {instrument}, art. {article} : du {from, date, long} au {until, date, long}',
  },
  'law.line.profile': {
    en: '{name} as requested State: {citation}',
    es: '{name} como Estado requerido: {citation}',
    pt: '{name} como Estado requerido: {citation}',
    fr: '{name} en tant qu’État requis : {citation}',
  },
  'law.line.in_force': {
    en: '{instrument}: in force from {from, date, long}',
    es: '{instrument}: en vigor desde el {from, date, long}',
    pt: '{instrument}: em vigor desde {from, date, long}',
    fr: '{instrument} : en vigueur depuis le {from, date, long}',
  },
  'law.line.not_in_force': {
    en: '{instrument}: not known to be in force',
    es: '{instrument}: no consta que esté en vigor',
    pt: '{instrument}: não consta que esteja em vigor',
    fr: '{instrument} : entrée en vigueur non connue',
  },
  'law.line.catalogue': {
    en: '{line} (reference data of the installation)',
    es: '{line} (datos de referencia de la instalación)',
    pt: '{line} (dados de referência da instalação)',
    fr: '{line} (données de référence de l’installation)',
  },
} as const satisfies Texts;

/** Why an amendment is refused: the two lines that disagree, in words. */
const refusals = {
  'rule.law_overlap': {
    en: 'Two periods overlap: “{first}” and “{second}”. End one before the other begins.',
    es: 'Dos períodos se superponen: «{first}» y «{second}». Termine uno antes de que empiece el otro.',
    pt: 'Dois períodos se sobrepõem: “{first}” e “{second}”. Encerre um antes do início do outro.',
    fr: 'Deux périodes se chevauchent : « {first} » et « {second} ». Terminez l’une avant le début de l’autre.',
  },
  'rule.law_bilateral_overlap': {
    en: 'For these two States a treaty is already recorded for that time: “{first}” and “{second}”.',
    es: 'Para estos dos Estados ya consta un tratado en ese período: «{first}» y «{second}».',
    pt: 'Para estes dois Estados já consta um tratado nesse período: “{first}” e “{second}”.',
    fr: 'Un traité est déjà inscrit pour ces deux États à cette période : « {first} » et « {second} ».',
  },
  'rule.law_reservation_overlap': {
    en: 'The same article has two lines at once: “{first}” and “{second}”.',
    es: 'El mismo artículo tiene dos líneas a la vez: «{first}» y «{second}».',
    pt: 'O mesmo artigo tem duas linhas ao mesmo tempo: “{first}” e “{second}”.',
    fr: 'Le même article porte deux lignes à la fois : « {first} » et « {second} ».',
  },
  'rule.law_reservation_not_party': {
    en: 'A State reserves only while it is a party: “{first}” does not cover “{second}”.',
    es: 'Un Estado solo hace reservas mientras es parte: «{first}» no abarca «{second}».',
    pt: 'Um Estado só faz reservas enquanto é parte: “{first}” não abrange “{second}”.',
    fr: 'Un État ne fait de réserve que tant qu’il est partie : « {first} » ne couvre pas « {second} ».',
  },
  'rule.law_protocol_without_convention': {
    en: 'Nobody is bound by a protocol without its convention: “{first}” does not cover “{second}”.',
    es: 'Nadie está obligado por un protocolo sin su convención: «{first}» no abarca «{second}».',
    pt: 'Ninguém se vincula a um protocolo sem a convenção: “{first}” não abrange “{second}”.',
    fr: 'Nul n’est lié par un protocole sans sa convention : « {first} » ne couvre pas « {second} ».',
  },
  'rule.law_profile_twice': {
    en: 'A State has one profile: amend “{first}” instead of adding “{second}”.',
    es: 'Un Estado tiene un solo perfil: modifique «{first}» en vez de añadir «{second}».',
    pt: 'Um Estado tem um só perfil: altere “{first}” em vez de acrescentar “{second}”.',
    fr: 'Un État n’a qu’un profil : modifiez « {first} » au lieu d’ajouter « {second} ».',
  },
  'rule.law_before_instrument': {
    en: 'No State is bound before the instrument itself: “{first}”, but “{second}”.',
    es: 'Ningún Estado está obligado antes que el propio instrumento: «{first}», pero «{second}».',
    pt: 'Nenhum Estado se vincula antes do próprio instrumento: “{first}”, mas “{second}”.',
    fr: 'Aucun État n’est lié avant l’instrument lui-même : « {first} », mais « {second} ».',
  },
  'rule.law_not_in_force': {
    en: 'The instrument is not known to be in force: “{first}”, but “{second}”. The Secretariat records its entry into force first.',
    es: 'No consta que el instrumento esté en vigor: «{first}», pero «{second}». La Secretaría registra primero su entrada en vigor.',
    pt: 'Não consta que o instrumento esteja em vigor: “{first}”, mas “{second}”. A Secretaria registra antes a entrada em vigor.',
    fr: 'L’instrument n’est pas connu comme étant en vigueur : « {first} », mais « {second} ». Le Secrétariat inscrit d’abord son entrée en vigueur.',
  },
  'rule.law_in_force_already': {
    en: 'The instrument is already in force: “{first}”, and “{second}”.',
    es: 'El instrumento ya está en vigor: «{first}», y «{second}».',
    pt: 'O instrumento já está em vigor: “{first}”, e “{second}”.',
    fr: 'L’instrument est déjà en vigueur : « {first} », et « {second} ».',
  },
  'rule.law_until_before_from': {
    en: 'The last day is before the first: “{second}”.',
    es: 'El último día es anterior al primero: «{second}».',
    pt: 'O último dia é anterior ao primeiro: “{second}”.',
    fr: 'Le dernier jour précède le premier : « {second} ».',
  },
  'rule.law_deposit_after_from': {
    en: 'The deposit is later than the first day bound: “{second}”.',
    es: 'El depósito es posterior al primer día de obligación: «{second}».',
    pt: 'O depósito é posterior ao primeiro dia de vinculação: “{second}”.',
    fr: 'Le dépôt est postérieur au premier jour d’obligation : « {second} ».',
  },
  'rule.law_from_missing': {
    en: 'Say from which day the State is a party.',
    es: 'Indique desde qué día el Estado es parte.',
    pt: 'Indique desde que dia o Estado é parte.',
    fr: 'Indiquez depuis quel jour l’État est partie.',
  },
  'rule.law_dates_without_party': {
    en: 'A State that is not a party has no dates here.',
    es: 'Un Estado que no es parte no lleva fechas aquí.',
    pt: 'Um Estado que não é parte não leva datas aqui.',
    fr: 'Un État non partie ne porte pas de dates ici.',
  },
  'rule.law_bilateral_self': {
    en: 'A bilateral treaty is with another State: “{second}”.',
    es: 'Un tratado bilateral se celebra con otro Estado: «{second}».',
    pt: 'Um tratado bilateral é com outro Estado: “{second}”.',
    fr: 'Un traité bilatéral se conclut avec un autre État : « {second} ».',
  },
  'rule.law_own_language': {
    en: 'Add your own official language: letters to you are written in it.',
    es: 'Añada su propio idioma oficial: las cartas se le escriben en él.',
    pt: 'Acrescente seu próprio idioma oficial: as cartas são escritas nele.',
    fr: 'Ajoutez votre langue officielle : les lettres vous y sont écrites.',
  },
  'rule.law_not_yours': {
    en: 'A State records its own law; the Secretariat records the entry into force of instruments.',
    es: 'Un Estado registra su propio derecho; la Secretaría registra la entrada en vigor de los instrumentos.',
    pt: 'Um Estado registra seu próprio direito; a Secretaria registra a entrada em vigor dos instrumentos.',
    fr: 'Un État inscrit son propre droit ; le Secrétariat inscrit l’entrée en vigueur des instruments.',
  },
  'rule.law_unchanged': {
    en: 'Nothing differs from the version before.',
    es: 'Nada difiere de la versión anterior.',
    pt: 'Nada difere da versão anterior.',
    fr: 'Rien ne diffère de la version précédente.',
  },
} as const satisfies Texts;

/** Questions asked when a line is recorded. */
const questions = {
  'payload.law.instrument': {
    en: 'Instrument',
    es: 'Instrumento',
    pt: 'Instrumento',
    fr: 'Instrument juridique',
  },
  'payload.law.standing': {
    en: 'Standing',
    es: 'Situación',
    pt: 'Situação',
    fr: 'Situation',
  },
  'payload.law.standing.party': {
    en: 'Party',
    es: 'Es parte',
    pt: 'É parte',
    fr: 'Partie',
  },
  'payload.law.standing.not_party': {
    en: 'Not a party',
    es: 'No es parte',
    pt: 'Não é parte',
    fr: 'Non partie',
  },
  'payload.law.from': {
    en: 'First day in force',
    es: 'Primer día de vigencia',
    pt: 'Primeiro dia de vigência',
    fr: 'Premier jour de validité',
  },
  'payload.law.until': {
    en: 'Last day in force',
    es: 'Último día de vigencia',
    pt: 'Último dia de vigência',
    fr: 'Dernier jour de validité',
  },
  'payload.law.until.help': {
    en: 'Leave empty while it has no end.',
    es: 'Déjelo vacío mientras no tenga fin.',
    pt: 'Deixe em branco enquanto não tiver fim.',
    fr: 'Laisser vide tant qu’il n’y a pas de fin.',
  },
  'payload.law.deposit': {
    en: 'Deposit of the instrument',
    es: 'Depósito del instrumento',
    pt: 'Depósito do instrumento',
    fr: 'Dépôt de l’instrument',
  },
  'payload.law.with': {
    en: 'With which State',
    es: 'Con qué Estado',
    pt: 'Com que Estado',
    fr: 'Avec quel État',
  },
  'payload.law.title': {
    en: 'Title of the treaty',
    es: 'Título del tratado',
    pt: 'Título do tratado',
    fr: 'Titre du traité',
  },
  'payload.law.title.help': {
    en: 'With place and day of signature.',
    es: 'Con lugar y día de la firma.',
    pt: 'Com lugar e dia da assinatura.',
    fr: 'Avec lieu et jour de la signature.',
  },
  'payload.law.text_verified': {
    en: 'I have read its text',
    es: 'He leído el texto',
    pt: 'Li o texto',
    fr: 'J’en ai lu le texte',
  },
  'payload.law.text_verified.help': {
    en: 'Only then do the contents and grounds below bind; otherwise they are shown as to be confirmed.',
    es: 'Solo entonces obligan los contenidos y motivos de abajo; si no, se muestran como por confirmar.',
    pt: 'Só então os conteúdos e motivos abaixo obrigam; caso contrário, aparecem como a confirmar.',
    fr: 'Alors seulement les contenus et motifs ci-dessous obligent ; sinon ils figurent comme à confirmer.',
  },
  'payload.law.preservation': {
    en: 'It provides for expedited preservation of data',
    es: 'Prevé la conservación rápida de datos',
    pt: 'Prevê a preservação expedita de dados',
    fr: 'Il prévoit la conservation rapide de données',
  },
  'payload.law.channel': {
    en: 'Channel',
    es: 'Vía',
    pt: 'Canal de transmissão',
    fr: 'Voie',
  },
  'payload.law.channel.central': {
    en: 'Central authority to central authority',
    es: 'De autoridad central a autoridad central',
    pt: 'De autoridade central a autoridade central',
    fr: 'D’autorité centrale à autorité centrale',
  },
  'payload.law.channel.diplomatic': {
    en: 'Diplomatic channel',
    es: 'Vía diplomática',
    pt: 'Via diplomática',
    fr: 'Voie diplomatique',
  },
  'payload.law.document_languages': {
    en: 'Languages of documents accepted',
    es: 'Idiomas de documentos aceptados',
    pt: 'Idiomas de documentos aceitos',
    fr: 'Langues des documents acceptées',
  },
  'payload.law.document_languages.help': {
    en: 'A request written in one of them needs no translation.',
    es: 'Una solicitud escrita en uno de ellos no necesita traducción.',
    pt: 'Um pedido escrito em um deles não precisa de tradução.',
    fr: 'Une demande rédigée dans l’une d’elles n’a pas besoin de traduction.',
  },
  'payload.law.contents_article': {
    en: 'Article on the contents of a request',
    es: 'Artículo sobre el contenido de la solicitud',
    pt: 'Artigo sobre o conteúdo do pedido',
    fr: 'Article sur le contenu de la demande',
  },
  'payload.law.evidence_fields': {
    en: 'An evidence request must say',
    es: 'Una solicitud de pruebas debe decir',
    pt: 'Um pedido de provas deve dizer',
    fr: 'Une demande de preuves doit dire',
  },
  'payload.law.evidence_fields.help': {
    en: 'Beside what every request and every other basis demands.',
    es: 'Además de lo que exige toda solicitud y cualquier otra base.',
    pt: 'Além do que exige todo pedido e qualquer outra base.',
    fr: 'Outre ce qu’exigent toute demande et toute autre base.',
  },
  'payload.law.preservation_fields': {
    en: 'A preservation request must say',
    es: 'Una solicitud de conservación debe decir',
    pt: 'Um pedido de preservação deve dizer',
    fr: 'Une demande de conservation doit dire',
  },
  'payload.law.grounds_article': {
    en: 'Article on refusal',
    es: 'Artículo sobre la denegación',
    pt: 'Artigo sobre a recusa',
    fr: 'Article sur le refus',
  },
  'payload.law.grounds': {
    en: 'Grounds for refusal',
    es: 'Motivos de denegación',
    pt: 'Motivos de recusa',
    fr: 'Motifs de refus',
  },
  'payload.law.nature': {
    en: 'Nature',
    es: 'Naturaleza',
    pt: 'Natureza',
    fr: 'Caractère',
  },
  'payload.law.nature.reservation': {
    en: 'Reservation',
    es: 'Reserva',
    pt: 'Reserva',
    fr: 'Réserve',
  },
  'payload.law.nature.declaration': {
    en: 'Declaration',
    es: 'Declaración',
    pt: 'Declaração',
    fr: 'Déclaration',
  },
  'payload.law.article': {
    en: 'Article',
    es: 'Artículo',
    pt: 'Artigo',
    fr: 'Article de l’instrument',
  },
  'payload.law.article.help': {
    en: 'As the instrument writes it: 29(4), 27(9)(e).',
    es: 'Como lo escribe el instrumento: 29(4), 27(9)(e).',
    pt: 'Como o instrumento o escreve: 29(4), 27(9)(e).',
    fr: 'Comme l’instrument l’écrit : 29(4), 27(9)(e).',
  },
  'payload.law.text': {
    en: 'Its words',
    es: 'Su texto',
    pt: 'Seu texto',
    fr: 'Son texte',
  },
  'payload.law.citation': {
    en: 'Law or circular where this is written',
    es: 'Ley o circular que lo dispone',
    pt: 'Lei ou circular que o dispõe',
    fr: 'Loi ou circulaire qui le prévoit',
  },
  'payload.law.source_port': {
    en: 'An IPv4 address needs its source port',
    es: 'Una dirección IPv4 necesita su puerto de origen',
    pt: 'Um endereço IPv4 precisa da porta de origem',
    fr: 'Une adresse IPv4 exige son port source',
  },
  'payload.law.source_port.help': {
    en: 'Requests without it cannot be executed here.',
    es: 'Sin él no se puede ejecutar aquí la solicitud.',
    pt: 'Sem ela o pedido não pode ser executado aqui.',
    fr: 'Sans lui la demande ne peut être exécutée ici.',
  },
  'payload.law.preservation_days': {
    en: 'Days data are preserved at a time',
    es: 'Días por los que se conserva cada vez',
    pt: 'Dias de preservação de cada vez',
    fr: 'Jours de conservation à la fois',
  },
  'payload.law.retention_days': {
    en: 'Days providers usually keep connection data',
    es: 'Días que los proveedores suelen guardar datos de conexión',
    pt: 'Dias que os provedores costumam guardar dados de conexão',
    fr: 'Jours pendant lesquels les fournisseurs gardent d’ordinaire les données de connexion',
  },
  'payload.law.notes': {
    en: 'Notes for whoever asks us',
    es: 'Notas para quien nos solicita',
    pt: 'Notas para quem nos pede',
    fr: 'Notes pour qui nous requiert',
  },
  'payload.law.reason': {
    en: 'Why, and which document shows it',
    es: 'Por qué, y qué documento lo acredita',
    pt: 'Por quê, e que documento o comprova',
    fr: 'Pourquoi, et quel document l’atteste',
  },
  'payload.law.reason.help': {
    en: 'Kept with this version and shown in its history.',
    es: 'Se guarda con esta versión y se muestra en su historial.',
    pt: 'Fica guardado com esta versão e aparece no histórico.',
    fr: 'Conservé avec cette version et montré dans son historique.',
  },
  'language.en': {
    en: 'English',
    es: 'Inglés',
    pt: 'Inglês',
    fr: 'Anglais',
  },
  'language.es': {
    en: 'Spanish',
    es: 'Español',
    pt: 'Espanhol',
    fr: 'Espagnol',
  },
  'language.pt': {
    en: 'Portuguese',
    es: 'Portugués',
    pt: 'Português',
    fr: 'Portugais',
  },
  'language.fr': {
    en: 'French',
    es: 'Francés',
    pt: 'Francês',
    fr: 'Français',
  },
} as const satisfies Texts;

/** What the requested State's profile asks of a request, and what its own past requests teach the drafter. */
const profile = {
  'rule.port_required': {
    en: 'Give the source port of {value}.',
    es: 'Indique el puerto de origen de {value}.',
    pt: 'Informe a porta de origem de {value}.',
    fr: 'Indiquez le port source de {value}.',
  },
  'rule.port_required.why': {
    en: 'The requested State does not execute requests on an IPv4 address without it: many users share one address.',
    es: 'El Estado requerido no ejecuta solicitudes sobre una dirección IPv4 sin él: muchos usuarios comparten una dirección.',
    pt: 'O Estado requerido não executa pedidos sobre um endereço IPv4 sem ela: muitos usuários dividem um endereço.',
    fr: 'L’État requis n’exécute pas sans lui une demande sur une adresse IPv4 : de nombreux utilisateurs la partagent.',
  },
  'rule.period_over_profile': {
    en: 'The requested State preserves for {kept} days at a time; you ask for {days}.',
    es: 'El Estado requerido conserva por {kept} días cada vez; usted pide {days}.',
    pt: 'O Estado requerido preserva por {kept} dias de cada vez; o pedido é de {days}.',
    fr: 'L’État requis conserve pour {kept} jours à la fois ; vous en demandez {days}.',
  },
  'rule.period_over_profile.why': {
    en: 'Plan to ask for an extension before that period ends.',
    es: 'Prevea pedir una prórroga antes de que termine ese plazo.',
    pt: 'Planeje pedir prorrogação antes do fim desse prazo.',
    fr: 'Prévoyez de demander une prolongation avant la fin de ce délai.',
  },
  'rule.data_older_than_kept': {
    en: 'These data are {days} days old; providers there usually keep them {kept} days.',
    es: 'Estos datos tienen {days} días; allí los proveedores suelen guardarlos {kept} días.',
    pt: 'Estes dados têm {days} dias; lá os provedores costumam guardá-los por {kept} dias.',
    fr: 'Ces données ont {days} jours ; les fournisseurs y gardent d’ordinaire {kept} jours.',
  },
  'rule.data_older_than_kept.why': {
    en: 'They may be gone. Say why they should still exist, or ask for other data.',
    es: 'Quizá ya no existan. Explique por qué deberían existir aún, o pida otros datos.',
    pt: 'Talvez já não existam. Explique por que ainda existiriam, ou peça outros dados.',
    fr: 'Elles ont peut-être disparu. Dites pourquoi elles existeraient encore, ou demandez d’autres données.',
  },
} as const satisfies Texts;

export const law: Texts = { ...bases, ...lines, ...refusals, ...questions, ...profile };
