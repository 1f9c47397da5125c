import type { Texts } from './index.ts';

/** Accounts of a ministry's own systems: what they may do, why one is not given a token, what administrators are told. */
export const serviceAccounts = {
  'role.service': {
    en: 'Service account',
    es: 'Cuenta de servicio',
    pt: 'Conta de serviço',
    fr: 'Compte de service',
  },
  'problem.scope': {
    en: 'The scopes of this service account do not allow this; what commits the State is for people alone',
    es: 'Los alcances de esta cuenta de servicio no lo permiten; lo que compromete al Estado queda reservado a las personas',
    pt: 'Os escopos desta conta de serviço não permitem isto; o que compromete o Estado cabe apenas a pessoas',
    fr: 'Les portées de ce compte de service ne le permettent pas ; ce qui engage l’État est réservé aux personnes',
  },
  'scope.cases:read': {
    en: 'Read cases: form, log, deadlines and letters, without the files',
    es: 'Leer los expedientes: formulario, registro, plazos y cartas, sin los archivos',
    pt: 'Ler os processos: formulário, registro, prazos e cartas, sem os arquivos',
    fr: 'Lire les dossiers : formulaire, journal, délais et lettres, sans les fichiers',
  },
  'scope.cases:draft': {
    en: 'Draft requests: begin drafts and change its own, until an officer takes them over',
    es: 'Redactar solicitudes: iniciar borradores y modificar los propios, hasta que un funcionario los asuma',
    pt: 'Redigir pedidos: iniciar minutas e alterar as próprias, até que um servidor as assuma',
    fr: 'Rédiger des demandes : commencer des projets et modifier les siens, jusqu’à ce qu’un agent les reprenne',
  },
  'scope.statistics:read': {
    en: 'Read the figures',
    es: 'Leer las cifras',
    pt: 'Ler os números',
    fr: 'Lire les chiffres',
  },
  'scope.notifications:read': {
    en: 'Read the notices about cases, and mark its own copies as read',
    es: 'Leer los avisos sobre los expedientes y marcar como leídas sus propias copias',
    pt: 'Ler os avisos sobre os processos e marcar como lidas as próprias cópias',
    fr: 'Lire les avis relatifs aux dossiers et marquer comme lus ses propres exemplaires',
  },
  'rule.service_name_taken': {
    en: 'An officer or another system is already called “{name}”: the record must tell them apart',
    es: 'Un funcionario u otro sistema ya se llama «{name}»: el registro debe poder distinguirlos',
    pt: 'Um servidor ou outro sistema já se chama “{name}”: o registro precisa distingui-los',
    fr: 'Un agent ou un autre système s’appelle déjà « {name} » : le registre doit pouvoir les distinguer',
  },
  'rule.service_too_many': {
    en: 'There are already {count} service accounts: revoke one that is no longer needed',
    es: 'Ya hay {count} cuentas de servicio: revoque una que ya no haga falta',
    pt: 'Já existem {count} contas de serviço: revogue uma que não seja mais necessária',
    fr: 'Il existe déjà {count} comptes de service : révoquez-en un qui ne sert plus',
  },
  'rule.service_revoked': {
    en: '“{name}” was revoked for good: enter the system anew',
    es: '«{name}» fue revocada definitivamente: inscriba el sistema de nuevo',
    pt: '“{name}” foi revogada em definitivo: cadastre o sistema novamente',
    fr: '« {name} » a été révoqué définitivement : inscrivez de nouveau le système',
  },
  'rule.service_waiting': {
    en: 'A token of “{name}” already waits for a second administrator: have it confirmed or refused first',
    es: 'Una credencial de «{name}» ya espera a un segundo administrador: antes debe confirmarse o rechazarse',
    pt: 'Uma credencial de “{name}” já aguarda um segundo administrador: antes, ela precisa ser confirmada ou recusada',
    fr: 'Un jeton de « {name} » attend déjà un second administrateur : il doit d’abord être confirmé ou refusé',
  },
  'rule.service_confirm_own': {
    en: 'You gave this token and have seen it: another administrator confirms it',
    es: 'Usted emitió esta credencial y la ha visto: debe confirmarla otro administrador',
    pt: 'Você emitiu esta credencial e a viu: outro administrador deve confirmá-la',
    fr: 'Vous avez délivré ce jeton et vous l’avez vu : un autre administrateur doit le confirmer',
  },
  'notice.account.service_proposed': {
    en: 'Confirm or refuse: {by} gave a token to the service account “{name}”',
    es: 'Confirme o rechace: {by} emitió una credencial para la cuenta de servicio «{name}»',
    pt: 'Confirme ou recuse: {by} emitiu uma credencial para a conta de serviço “{name}”',
    fr: 'À confirmer ou à refuser : {by} a délivré un jeton au compte de service « {name} »',
  },
  'notice.account.service_confirmed': {
    en: '{by} confirmed the token of the service account “{name}”: it is in force',
    es: '{by} confirmó la credencial de la cuenta de servicio «{name}»: está en vigor',
    pt: '{by} confirmou a credencial da conta de serviço “{name}”: está em vigor',
    fr: '{by} a confirmé le jeton du compte de service « {name} » : il est en vigueur',
  },
  'notice.account.service_refused': {
    en: '{by} refused or took back the token of the service account “{name}”',
    es: '{by} rechazó o retiró la credencial de la cuenta de servicio «{name}»',
    pt: '{by} recusou ou retirou a credencial da conta de serviço “{name}”',
    fr: '{by} a refusé ou retiré le jeton du compte de service « {name} »',
  },
  'notice.account.service_alone': {
    en: '{by}, the only administrator, gave a token to the service account “{name}” without a second confirmation',
    es: '{by}, único administrador, emitió una credencial para la cuenta de servicio «{name}» sin segunda confirmación',
    pt: '{by}, único administrador, emitiu uma credencial para a conta de serviço “{name}” sem segunda confirmação',
    fr: '{by}, seul administrateur, a délivré un jeton au compte de service « {name} » sans seconde confirmation',
  },
  'notice.account.service_revoked': {
    en: '{by} revoked the service account “{name}”',
    es: '{by} revocó la cuenta de servicio «{name}»',
    pt: '{by} revogou a conta de serviço “{name}”',
    fr: '{by} a révoqué le compte de service « {name} »',
  },
  'notice.account.service_expires': {
    en: 'The token of the service account “{name}” ends on {until, date, long}: give it a new one, or the system is shut out',
    es: 'La credencial de la cuenta de servicio «{name}» vence el {until, date, long}: emita una nueva o el sistema quedará sin acceso',
    pt: 'A credencial da conta de serviço “{name}” expira em {until, date, long}: emita uma nova ou o sistema ficará sem acesso',
    fr: 'Le jeton du compte de service « {name} » expire le {until, date, long} : délivrez-en un nouveau, sinon le système n’aura plus accès',
  },
  'notice.account.service_expired': {
    en: 'The token of the service account “{name}” ended on {until, date, long}: the system is shut out until it has a new one',
    es: 'La credencial de la cuenta de servicio «{name}» venció el {until, date, long}: el sistema no tiene acceso hasta que reciba una nueva',
    pt: 'A credencial da conta de serviço “{name}” expirou em {until, date, long}: o sistema está sem acesso até receber uma nova',
    fr: 'Le jeton du compte de service « {name} » a expiré le {until, date, long} : le système n’a plus accès tant qu’il n’en a pas un nouveau',
  },
  'notice.service_draft': {
    en: 'The system “{name}” began a draft: an officer checks and submits it',
    es: 'El sistema «{name}» inició un borrador: un funcionario debe revisarlo y presentarlo',
    pt: 'O sistema “{name}” iniciou uma minuta: um servidor deve conferi-la e submetê-la',
    fr: 'Le système « {name} » a commencé un projet : un agent doit le vérifier et le soumettre',
  },
} as const satisfies Texts;
