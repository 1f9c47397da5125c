import type { Texts } from './index.ts';
import { en, es, fr, pt } from './naming.ts';

/** What the installation itself says: refusals that no form or treaty gives, duties that bind, and its own notices. */
export const house = {
  'event.command.create': {
    en: 'We opened the draft',
    es: 'Abrimos el borrador',
    pt: 'Abrimos a minuta',
    fr: 'Nous avons ouvert le projet',
  },
  'notice.message_not_taken': {
    en: `A message from ${en.s} could not be taken: it is kept, and was answered with the reason`,
    es: `Un mensaje de ${es.s} no pudo admitirse: se conserva y se respondió con el motivo`,
    pt: `Uma mensagem ${pt.of} não pôde ser aceita: está guardada e foi respondida com o motivo`,
    fr: `Un message ${fr.of} n’a pu être accepté : il est conservé, et le motif en a été donné`,
  },
  'notice.message_delayed': {
    en: 'A message on request {number} still cannot be delivered; it is tried again by itself',
    es: 'Un mensaje de la solicitud {number} aún no puede entregarse; se reintenta automáticamente',
    pt: 'Uma mensagem do pedido {number} ainda não pôde ser entregue; nova tentativa é automática',
    fr: 'Un message sur la demande {number} ne peut pas encore être remis ; un nouvel essai est automatique',
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
  'obligation.condition': {
    en: 'Condition accepted',
    es: 'Condición aceptada',
    pt: 'Condição aceita',
    fr: 'Condition acceptée',
  },
  'obligation.condition.explain': {
    en: 'Proposed by the requested State and accepted by the requesting one: it binds (Budapest 28(3)) and never lapses by itself.',
    es: 'Propuesta por el Estado requerido y aceptada por el requirente: obliga (Budapest 28(3)) y no caduca por sí sola.',
    pt: 'Proposta pelo Estado requerido e aceita pelo requerente: obriga (Budapeste 28(3)) e não caduca por si só.',
    fr: 'Proposée par l’État requis et acceptée par l’État requérant : elle lie (Budapest 28(3)) et ne s’éteint pas d’elle-même.',
  },
  'obligation.use': {
    en: 'Limit on use',
    es: 'Limitación al uso',
    pt: 'Limitação ao uso',
    fr: 'Restriction d’utilisation',
  },
  'obligation.use.explain': {
    en: 'The evidence may be used otherwise only with the consent of the requested State (Nassau 25, Budapest 28(2)(b)).',
    es: 'Las pruebas solo pueden usarse de otro modo con el consentimiento del Estado requerido (Nassau 25, Budapest 28(2)(b)).',
    pt: 'As provas só podem ser usadas de outro modo com o consentimento do Estado requerido (Nassau 25, Budapeste 28(2)(b)).',
    fr: 'Les preuves ne peuvent servir autrement qu’avec l’accord de l’État requis (Nassau 25, Budapest 28(2)(b)).',
  },
  'obligation.return': { en: 'To be returned', es: 'Debe devolverse', pt: 'A devolver', fr: 'À restituer' },
  'obligation.return.explain': {
    en: 'Originals and objects go back as soon as possible, unless the requested State waives it (Nassau 12).',
    es: 'Los originales y objetos se devuelven lo antes posible, salvo renuncia del Estado requerido (Nassau 12).',
    pt: 'Os originais e objetos são devolvidos o mais cedo possível, salvo dispensa do Estado requerido (Nassau 12).',
    fr: 'Les originaux et objets sont restitués dès que possible, sauf renonciation de l’État requis (Nassau 12).',
  },
  'obligation.destruction': { en: 'To be destroyed', es: 'Debe destruirse', pt: 'A destruir', fr: 'À détruire' },
  'obligation.destruction.explain': {
    en: 'The requested State set the day by which the evidence must be destroyed.',
    es: 'El Estado requerido fijó el día hasta el cual deben destruirse las pruebas.',
    pt: 'O Estado requerido fixou o dia até o qual as provas devem ser destruídas.',
    fr: 'L’État requis a fixé le jour auquel les preuves doivent être détruites.',
  },
  'obligation.cost': { en: 'Costs to be paid', es: 'Costos por pagar', pt: 'Custos a pagar', fr: 'Frais à payer' },
  'obligation.cost.explain': {
    en: 'Costs that the requesting State is to bear; as a rule ordinary costs fall on the requested State (UNCAC 46(28)).',
    es: 'Gastos que debe asumir el Estado requirente; por regla general, los ordinarios corren a cargo del Estado requerido (Mérida 46(28)).',
    pt: 'Despesas que cabem ao Estado requerente; em regra, as ordinárias cabem ao Estado requerido (Mérida 46(28)).',
    fr: 'Frais à la charge de l’État requérant ; en règle générale, les frais ordinaires incombent à l’État requis (Mérida 46(28)).',
  },

  /* with a day as it is shown: `obligation.due` takes it as `date`, the other two stand before it */
  'obligation.due': { en: 'by {date}', es: 'a más tardar el {date}', pt: 'até {date}', fr: 'au plus tard le {date}' },
  'obligation.discharged': { en: 'done on', es: 'cumplido el', pt: 'cumprido em', fr: 'accompli le' },
  'obligation.waived': { en: 'waived on', es: 'con renuncia el', pt: 'dispensado em', fr: 'renonciation le' },
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
