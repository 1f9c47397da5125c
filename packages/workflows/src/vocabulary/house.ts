import type { Texts } from './index.ts';

/** What the installation itself says: refusals that no form or treaty gives, duties that bind, and its own notices. */
export const house = {
  'event.command.create': {
    en: 'We opened the draft',
    es: 'Abrimos el borrador',
    pt: 'Abrimos a minuta',
    fr: 'Nous avons ouvert le projet',
  },
  'notice.message_rejected': {
    en: 'A message on request {number} was not taken by the other side: see why in its messages',
    es: 'La otra parte no admitió un mensaje de la solicitud {number}: vea el motivo en sus mensajes',
    pt: 'A outra parte não aceitou uma mensagem do pedido {number}: veja o motivo nas mensagens',
    fr: 'Un message sur la demande {number} n’a pas été accepté par l’autre partie : voir le motif dans ses messages',
  },
  'obligation.confidential': {
    en: 'Keep the request and its subject secret',
    es: 'Mantener en secreto la solicitud y su objeto',
    pt: 'Manter sigilo sobre o pedido e seu objeto',
    fr: 'Garder secrets la demande et son objet',
  },
  'obligation.do_not_notify_user': {
    en: 'Do not notify the user',
    es: 'No notificar al usuario',
    pt: 'Não notificar o usuário',
    fr: 'Ne pas informer l’utilisateur',
  },
  'obligation.specialty': {
    en: 'For no other purpose than the one in the request without consent of the requested central authority',
    es: 'Para ningún otro fin que el indicado en la solicitud sin consentimiento de la autoridad central requerida',
    pt: 'Para nenhum outro fim que o indicado no pedido sem consentimento da autoridade central requerida',
    fr: 'À aucune autre fin que celle de la demande sans le consentement de l’autorité centrale requise',
  },
  'rule.counterpart_unknown': {
    en: 'This State cannot be asked from here: choose another State that works in this installation',
    es: 'No se puede solicitar a este Estado desde aquí: elija otro Estado que trabaje en esta instalación',
    pt: 'Não é possível pedir a este Estado daqui: escolha outro Estado que trabalhe nesta instalação',
    fr: 'Cet État ne peut être requis d’ici : choisissez un autre État présent dans cette installation',
  },
  'rule.basis_not_applicable': {
    en: 'The basis {basis} does not bind these two States today, or is not confirmed',
    es: 'La base {basis} no vincula hoy a estos dos Estados o no está confirmada',
    pt: 'A base {basis} não vincula hoje estes dois Estados ou não está confirmada',
    fr: 'La base {basis} ne lie pas ces deux États aujourd’hui ou n’est pas confirmée',
  },
  'rule.parent_unknown': {
    en: 'The request this one adds to is not ours, was not sent, or went to another State',
    es: 'La solicitud que esta complementa no es nuestra, no se envió o se dirigió a otro Estado',
    pt: 'O pedido que este complementa não é nosso, não foi enviado ou foi enviado a outro Estado',
    fr: 'La demande que celle-ci complète n’est pas la nôtre, n’a pas été envoyée ou visait un autre État',
  },
  'rule.preservation_unknown': {
    en: 'One of the preservation requests named here is not ours, was not sent, or went to another State',
    es: 'Una de las solicitudes de conservación indicadas no es nuestra, no se envió o se dirigió a otro Estado',
    pt: 'Um dos pedidos de preservação indicados não é nosso, não foi enviado ou foi enviado a outro Estado',
    fr: 'L’une des demandes de conservation indiquées n’est pas la nôtre, n’a pas été envoyée ou visait un autre État',
  },
  'rule.duration': {
    en: 'Write a period forward of at most {days} days, for example P30D',
    es: 'Escriba un período hacia adelante de a lo sumo {days} días, por ejemplo P30D',
    pt: 'Escreva um período para a frente de no máximo {days} dias, por exemplo P30D',
    fr: 'Indiquez une durée vers l’avenir de {days} jours au plus, par exemple P30D',
  },
  'rule.file_name': {
    en: 'A file name has 1 to 255 characters, no path and no hidden characters',
    es: 'Un nombre de archivo tiene de 1 a 255 caracteres, sin ruta ni caracteres ocultos',
    pt: 'Um nome de arquivo tem de 1 a 255 caracteres, sem caminho nem caracteres ocultos',
    fr: 'Un nom de fichier compte 1 à 255 caractères, sans chemin ni caractère caché',
  },
  'rule.file_empty': {
    en: 'The file is empty',
    es: 'El archivo está vacío',
    pt: 'O arquivo está vazio',
    fr: 'Le fichier est vide',
  },
} as const satisfies Texts;
