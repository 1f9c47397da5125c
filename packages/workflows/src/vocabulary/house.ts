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
  'notice.message_undelivered': {
    en: 'A message on request {number} could not be delivered and is no longer tried: your administrator can have it tried again',
    es: 'Un mensaje de la solicitud {number} no pudo entregarse y ya no se reintenta: su administrador puede ordenar un nuevo intento',
    pt: 'Uma mensagem do pedido {number} não pôde ser entregue e não é mais tentada: a administração pode mandar tentar de novo',
    fr: 'Un message sur la demande {number} n’a pas pu être remis et n’est plus retenté : votre administrateur peut relancer l’envoi',
  },
  'notice.mail_undelivered': {
    en: 'Mail to your address {address} does not arrive: you are told here only until your administrator has put it right',
    es: 'El correo a su dirección {address} no llega: se le avisa solo aquí hasta que su administrador lo resuelva',
    pt: 'O e-mail para o seu endereço {address} não chega: os avisos ficam só aqui até que a administração resolva',
    fr: 'Le courriel envoyé à votre adresse {address} n’arrive pas : vous n’êtes averti qu’ici tant que votre administrateur n’y a pas remédié',
  },
  'notice.undelivered': {
    en: 'Something could not be delivered: see under Channels what, why, and have it tried again',
    es: 'Algo no pudo entregarse: vea en Canales qué y por qué, y ordene un nuevo intento',
    pt: 'Algo não pôde ser entregue: veja em Canais o quê e por quê, e mande tentar de novo',
    fr: 'Un envoi n’a pas abouti : voyez sous Canaux lequel et pourquoi, et relancez-le',
  },
  'mail.subject.undelivered': {
    en: 'Rogatoria: something could not be delivered',
    es: 'Rogatoria: algo no pudo entregarse',
    pt: 'Rogatoria: algo não pôde ser entregue',
    fr: 'Rogatoria : un envoi n’a pas abouti',
  },
  'undelivered.cause.refused': {
    en: 'The receiving server refused it for good. The address is probably wrong or closed.',
    es: 'El servidor de destino lo rechazó definitivamente. Es probable que la dirección sea errónea o esté cerrada.',
    pt: 'O servidor de destino recusou em definitivo. O endereço provavelmente está errado ou foi encerrado.',
    fr: 'Le serveur de destination l’a refusé définitivement. L’adresse est sans doute erronée ou fermée.',
  },
  'undelivered.cause.unreachable': {
    en: 'It was tried for three days without success. The other side could not be reached.',
    es: 'Se intentó durante tres días sin éxito. No se pudo contactar con el destino.',
    pt: 'Foi tentado por três dias sem sucesso. Não foi possível contatar o destino.',
    fr: 'L’envoi a été tenté pendant trois jours sans succès. Le destinataire n’a pas pu être joint.',
  },
  'undelivered.cause.bounced': {
    en: 'It left, and the mail server of the address sent it back.',
    es: 'Salió, y el servidor de correo de la dirección lo devolvió.',
    pt: 'Saiu, e o servidor de e-mail do endereço o devolveu.',
    fr: 'Il est parti, et le serveur de messagerie de l’adresse l’a renvoyé.',
  },
  'undelivered.cause.held_back': {
    en: 'The other side waits for an earlier message of the same request. Try that one again first, or all.',
    es: 'La otra parte espera un mensaje anterior de la misma solicitud. Reintente primero ese, o todos.',
    pt: 'A outra parte espera uma mensagem anterior do mesmo pedido. Tente primeiro essa, ou todas.',
    fr: 'L’autre partie attend un message antérieur de la même demande. Relancez d’abord celui-ci, ou tous.',
  },
  'undelivered.cause.bad_receipt': {
    en: 'The other side answered with a receipt that does not prove it has the message. Tell whoever operates this installation.',
    es: 'La otra parte respondió con un acuse que no prueba que tenga el mensaje. Avise a quien opera esta instalación.',
    pt: 'A outra parte respondeu com um recibo que não prova que tem a mensagem. Avise quem opera esta instalação.',
    fr: 'L’autre partie a répondu par un accusé qui ne prouve pas qu’elle a le message. Prévenez l’exploitant de cette installation.',
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
