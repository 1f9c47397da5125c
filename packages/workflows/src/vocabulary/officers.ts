import { type Language, roles } from '../types.ts';
import type { Texts } from './index.ts';
import { en, es, fr, pt } from './naming.ts';
import { eventTexts } from './procedure-events.ts';

/** The name of a role, by its code in the parameter `role`. */
const role = (language: Language): string =>
  `{role, select, ${roles.map((code) => `${code} {${eventTexts[`role.${code}`][language]}}`).join(' ')} other {{role}}}`;

/** Who works for a participant: invitations, roles and why one is not given, and what people are told about it. */
export const officers = {
  'rule.officer_oneself': {
    en: 'Nobody changes their own roles or their own account here: ask another administrator',
    es: 'Nadie modifica aquí sus propias funciones ni su propia cuenta: pídalo a otro administrador',
    pt: 'Ninguém altera aqui as próprias funções nem a própria conta: peça a outro administrador',
    fr: 'Nul ne modifie ici ses propres rôles ni son propre compte : adressez-vous à un autre administrateur',
  },
  'rule.officer_last_admin': {
    en: 'You are the only active administrator: without you nobody could manage accounts. Invite a second administrator first',
    es: 'Usted es el único administrador activo: sin usted nadie podría gestionar las cuentas. Invite antes a un segundo administrador',
    pt: 'Você é o único administrador ativo: sem você ninguém poderia gerir as contas. Convide antes um segundo administrador',
    fr: 'Vous êtes le seul administrateur actif : sans vous, personne ne pourrait gérer les comptes. Invitez d’abord un second administrateur',
  },
  'rule.officer_confirm_own': {
    en: 'You proposed this role: another administrator than you confirms it',
    es: 'Usted propuso esta función: debe confirmarla otro administrador',
    pt: 'Você propôs esta função: outro administrador deve confirmá-la',
    fr: 'Vous avez proposé ce rôle : un autre administrateur doit le confirmer',
  },
  'rule.officer_inactive': {
    en: 'The account of {name} is not active: reactivate it first',
    es: 'La cuenta de {name} no está activa: reactívela primero',
    pt: 'A conta de {name} não está ativa: reative-a primeiro',
    fr: 'Le compte de {name} n’est pas actif : réactivez-le d’abord',
  },
  'rule.officer_active': {
    en: 'The account of {name} is active already',
    es: 'La cuenta de {name} ya está activa',
    pt: 'A conta de {name} já está ativa',
    fr: 'Le compte de {name} est déjà actif',
  },
  'rule.officer_role_unknown': {
    en: `The role “${role('en')}” does not exist in this authority`,
    es: `La función «${role('es')}» no existe en esta autoridad`,
    pt: `A função “${role('pt')}” não existe nesta autoridade`,
    fr: `Le rôle « ${role('fr')} » n’existe pas dans cette autorité`,
  },
  'rule.second_factor_none': {
    en: '{name} has neither an authenticator nor a passkey: there is nothing to reset',
    es: '{name} no tiene autenticador ni llave de acceso: no hay nada que restablecer',
    pt: '{name} não tem autenticador nem chave de acesso: não há nada a redefinir',
    fr: '{name} n’a ni authentificateur ni clé d’accès : il n’y a rien à réinitialiser',
  },
  'rule.second_factor_reset_open': {
    en: 'This reset is proposed already: another administrator confirms or refuses it',
    es: 'Este restablecimiento ya está propuesto: otro administrador debe confirmarlo o rechazarlo',
    pt: 'Esta redefinição já foi proposta: outro administrador deve confirmá-la ou recusá-la',
    fr: 'Cette réinitialisation est déjà proposée : un autre administrateur doit la confirmer ou la refuser',
  },
  'notice.account.second_factor_reset_proposed': {
    en: '{by} proposes to reset the second factor of {name}, who lost it: another administrator confirms or refuses',
    es: '{by} propone restablecer el segundo factor de {name}, que lo perdió: otro administrador debe confirmarlo o rechazarlo',
    pt: '{by} propõe redefinir o segundo fator de {name}, que o perdeu: outro administrador deve confirmar ou recusar',
    fr: '{by} propose de réinitialiser le second facteur de {name}, qui l’a perdu : un autre administrateur doit confirmer ou refuser',
  },
  'notice.account.second_factor_reset_alone': {
    en: '{by}, the only administrator, reset the second factor of {name} without a second administrator',
    es: '{by}, único administrador, restableció el segundo factor de {name} sin un segundo administrador',
    pt: '{by}, único administrador, redefiniu o segundo fator de {name} sem um segundo administrador',
    fr: '{by}, seul administrateur, a réinitialisé le second facteur de {name} sans un second administrateur',
  },
  'notice.account.second_factor_removed': {
    en: 'The operator of this installation removed the second factor of {name}, the only administrator, who had lost it. If nobody asked for that, tell your auditors at once',
    es: 'El operador de esta instalación quitó el segundo factor de {name}, único administrador, que lo había perdido. Si nadie lo pidió, avise de inmediato a sus auditores',
    pt: 'O operador desta instalação removeu o segundo fator de {name}, único administrador, que o havia perdido. Se ninguém pediu isso, avise imediatamente os seus auditores',
    fr: 'L’exploitant de cette installation a retiré le second facteur de {name}, seul administrateur, qui l’avait perdu. Si personne ne l’a demandé, prévenez aussitôt vos auditeurs',
  },
  'notice.account.second_factor_reset_confirmed': {
    en: '{by} confirmed the reset of the second factor of {name}: the link is on its way',
    es: '{by} confirmó el restablecimiento del segundo factor de {name}: el enlace está en camino',
    pt: '{by} confirmou a redefinição do segundo fator de {name}: o link está a caminho',
    fr: '{by} a confirmé la réinitialisation du second facteur de {name} : le lien est en route',
  },
  'notice.account.second_factor_reset_refused': {
    en: '{by} refused or took back the reset of the second factor of {name}',
    es: '{by} rechazó o retiró el restablecimiento del segundo factor de {name}',
    pt: '{by} recusou ou retirou a redefinição do segundo fator de {name}',
    fr: '{by} a refusé ou retiré la réinitialisation du second facteur de {name}',
  },
  'mail.subject.second_factor_reset': {
    en: 'Your second factor in Rogatoria',
    es: 'Su segundo factor en Rogatoria',
    pt: 'O seu segundo fator no Rogatoria',
    fr: 'Votre second facteur dans Rogatoria',
  },
  'mail.second_factor_reset.body': {
    en: 'Your administrators reset your second factor, because you told them that you lost it. You were signed out everywhere.',
    es: 'Sus administradores restablecen su segundo factor, porque usted les comunicó que lo perdió. Se cerraron todas sus sesiones.',
    pt: 'Os seus administradores redefinem o seu segundo fator, porque você lhes comunicou que o perdeu. Todas as suas sessões foram encerradas.',
    fr: 'Vos administrateurs réinitialisent votre second facteur, puisque vous leur avez signalé sa perte. Toutes vos sessions ont été fermées.',
  },
  'mail.second_factor_reset.link': {
    en: 'Open this link and enter your password: your authenticator, recovery codes and passkeys are then removed, and you set up a new second factor when you next sign in. It works once, until {due, date, long}:\n\n{url}',
    es: 'Abra este enlace e ingrese su contraseña: se eliminarán su autenticador, sus códigos de recuperación y sus llaves de acceso, y configurará un nuevo segundo factor en su próximo inicio de sesión. Sirve una sola vez, hasta el {due, date, long}:\n\n{url}',
    pt: 'Abra este link e digite a sua senha: o seu autenticador, os códigos de recuperação e as chaves de acesso serão removidos, e você configurará um novo segundo fator na próxima vez que entrar. Ele funciona uma única vez, até {due, date, long}:\n\n{url}',
    fr: 'Ouvrez ce lien et saisissez votre mot de passe : votre authentificateur, vos codes de secours et vos clés d’accès seront supprimés, et vous configurerez un nouveau second facteur à votre prochaine connexion. Il ne sert qu’une fois, jusqu’au {due, date, long} :\n\n{url}',
  },
  'mail.second_factor_reset.unexpected': {
    en: 'Did you lose nothing and ask for nothing? Do not open the link, and tell your authority by another way than this mail.',
    es: '¿No perdió nada ni pidió nada? No abra el enlace y avise a su autoridad por una vía distinta de este correo.',
    pt: 'Não perdeu nada nem pediu nada? Não abra o link e avise a sua autoridade por outra via que não este e-mail.',
    fr: 'Vous n’avez rien perdu ni rien demandé ? N’ouvrez pas le lien et prévenez votre autorité par une autre voie que ce courriel.',
  },
  'rule.invitation_account_exists': {
    en: 'Somebody with this address works here already: change their roles instead',
    es: 'Ya trabaja aquí alguien con esta dirección: modifique sus funciones',
    pt: 'Alguém com este endereço já trabalha aqui: altere as funções dessa pessoa',
    fr: 'Une personne ayant cette adresse travaille déjà ici : modifiez ses rôles',
  },
  'rule.invitation_open': {
    en: 'This address is invited already: send that link again or withdraw it first',
    es: 'Esta dirección ya tiene una invitación: reenvíe ese enlace o retírelo primero',
    pt: 'Este endereço já tem um convite: reenvie o link ou retire-o primeiro',
    fr: 'Cette adresse a déjà une invitation : renvoyez ce lien ou retirez-le d’abord',
  },
  'rule.invitation_accepted': {
    en: 'This invitation was accepted already',
    es: 'Esta invitación ya fue aceptada',
    pt: 'Este convite já foi aceito',
    fr: 'Cette invitation a déjà été acceptée',
  },
  'rule.invitation_withdrawn': {
    en: 'This invitation was withdrawn: invite the person anew',
    es: 'Esta invitación fue retirada: invite de nuevo a la persona',
    pt: 'Este convite foi retirado: convide a pessoa de novo',
    fr: 'Cette invitation a été retirée : invitez la personne à nouveau',
  },
  'rule.invitation_address_taken': {
    en: 'This address already has an account in this installation: ask whoever invited you to use another address',
    es: 'Esta dirección ya tiene una cuenta en esta instalación: pida a quien le invitó que use otra dirección',
    pt: 'Este endereço já tem uma conta nesta instalação: peça a quem convidou você que use outro endereço',
    fr: 'Cette adresse a déjà un compte dans cette installation : demandez à la personne qui vous a invité d’en utiliser une autre',
  },
  'rule.roster_not_duty': {
    en: '{name} is no duty officer: give them that role first',
    es: '{name} no es funcionario de guardia: asígnele primero esa función',
    pt: '{name} não é plantonista: atribua primeiro essa função',
    fr: '{name} n’est pas agent de permanence : attribuez-lui d’abord ce rôle',
  },
  'rule.roster_order': {
    en: 'A shift ends after it begins',
    es: 'La guardia termina después de empezar',
    pt: 'O plantão termina depois de começar',
    fr: 'La permanence se termine après son début',
  },
  'rule.roster_too_long': {
    en: 'A shift lasts at most {days} days: enter the next one beside it',
    es: 'Una guardia dura a lo sumo {days} días: inscriba la siguiente aparte',
    pt: 'Um plantão dura no máximo {days} dias: inscreva o seguinte à parte',
    fr: 'Une permanence dure au plus {days} jours : inscrivez la suivante à part',
  },
  'rule.roster_past': {
    en: 'This shift is already past',
    es: 'Esta guardia ya pasó',
    pt: 'Este plantão já passou',
    fr: 'Cette permanence est déjà passée',
  },
  'notice.account.roster_entered': {
    en: 'You are on duty from {from, date, long}, {count, plural, one {once} other {# weeks running}}: entered by {by}',
    es: 'Está de guardia desde el {from, date, long}, {count, plural, one {una vez} other {# semanas seguidas}}: lo inscribió {by}',
    pt: 'Você está de plantão a partir de {from, date, long}, {count, plural, one {uma vez} other {# semanas seguidas}}: inscrito por {by}',
    fr: 'Vous êtes de permanence à partir du {from, date, long}, {count, plural, one {une fois} other {# semaines de suite}} : inscrit par {by}',
  },
  'notice.account.roster_removed': {
    en: '{by} took one of your shifts out of the duty roster: look at it',
    es: '{by} retiró una de sus guardias del turno: revíselo',
    pt: '{by} retirou um dos seus plantões da escala: confira',
    fr: '{by} a retiré l’une de vos permanences du tableau : consultez-le',
  },
  'rule.deputy_not_yours': {
    en: 'Only the officer concerned or an administrator names a deputy',
    es: 'Solo la persona interesada o un administrador designa un suplente',
    pt: 'Só a própria pessoa ou um administrador designa um substituto',
    fr: 'Seuls l’intéressé ou un administrateur désignent un suppléant',
  },
  'rule.deputy_role': {
    en: `Nobody is deputy in the role “${role('en')}”: it is given, not lent`,
    es: `Nadie suple en la función «${role('es')}»: se asigna, no se presta`,
    pt: `Ninguém substitui na função “${role('pt')}”: ela é atribuída, não emprestada`,
    fr: `Nul ne supplée dans le rôle « ${role('fr')} » : il s’attribue, il ne se prête pas`,
  },
  'rule.deputy_role_not_held': {
    en: `{name} does not have the role “${role('en')}”: nobody can hold it for them`,
    es: `{name} no tiene la función «${role('es')}»: nadie puede suplirla`,
    pt: `{name} não tem a função “${role('pt')}”: ninguém pode exercê-la em seu lugar`,
    fr: `{name} n’a pas le rôle « ${role('fr')} » : nul ne peut l’exercer à sa place`,
  },
  'rule.deputy_has_role': {
    en: `{name} has the role “${role('en')}” already: choose another colleague`,
    es: `{name} ya tiene la función «${role('es')}»: elija a otro colega`,
    pt: `{name} já tem a função “${role('pt')}”: escolha outro colega`,
    fr: `{name} a déjà le rôle « ${role('fr')} » : choisissez un autre collègue`,
  },
  'rule.deputy_past': {
    en: 'The first day is past: choose today or later',
    es: 'El primer día ya pasó: elija hoy o una fecha posterior',
    pt: 'O primeiro dia já passou: escolha hoje ou uma data posterior',
    fr: 'Le premier jour est passé : choisissez aujourd’hui ou plus tard',
  },
  'rule.deputy_order': {
    en: 'The last day comes before the first',
    es: 'El último día es anterior al primero',
    pt: 'O último dia é anterior ao primeiro',
    fr: 'Le dernier jour précède le premier',
  },
  'rule.deputy_too_long': {
    en: 'At most {days} days at a time: name the deputy again when they are over',
    es: 'A lo sumo {days} días cada vez: designe de nuevo al suplente cuando terminen',
    pt: 'No máximo {days} dias por vez: designe de novo o substituto quando terminarem',
    fr: 'Au plus {days} jours à la fois : désignez à nouveau le suppléant ensuite',
  },
  'rule.deputy_confirm': {
    en: 'This is not yours to confirm: the officer represented does it, or another administrator than the one who named the deputy',
    es: 'No le corresponde confirmarlo: lo hace la persona suplida u otro administrador distinto de quien designó al suplente',
    pt: 'Não lhe cabe confirmar: cabe à pessoa substituída ou a outro administrador que não quem designou o substituto',
    fr: 'Il ne vous revient pas de le confirmer : c’est à la personne suppléée ou à un autre administrateur que celui qui a désigné le suppléant',
  },
  'rule.deputy_over': {
    en: 'It is over already',
    es: 'Ya terminó',
    pt: 'Já terminou',
    fr: 'Elle a déjà pris fin',
  },

  'notice.account.deputy_named': {
    en: `{deputy} is deputy of {name} as “${role('en')}” from {from, date, long} to {until, date, long}`,
    es: `{deputy} suple a {name} en la función «${role('es')}» del {from, date, long} al {until, date, long}`,
    pt: `{deputy} substitui {name} na função “${role('pt')}” de {from, date, long} a {until, date, long}`,
    fr: `{deputy} supplée {name} dans le rôle « ${role('fr')} » du {from, date, long} au {until, date, long}`,
  },
  'notice.account.deputy_proposed': {
    en: `Confirm or end: {deputy} shall be deputy of {name} as “${role('en')}” from {from, date, long} to {until, date, long}`,
    es: `Confirme o termine: {deputy} supliría a {name} en la función «${role('es')}» del {from, date, long} al {until, date, long}`,
    pt: `Confirme ou encerre: {deputy} substituiria {name} na função “${role('pt')}” de {from, date, long} a {until, date, long}`,
    fr: `À confirmer ou à terminer : {deputy} suppléerait {name} dans le rôle « ${role('fr')} » du {from, date, long} au {until, date, long}`,
  },
  'notice.account.deputy_ended': {
    en: `{deputy} is no longer deputy of {name} as “${role('en')}”`,
    es: `{deputy} ya no suple a {name} en la función «${role('es')}»`,
    pt: `{deputy} não substitui mais {name} na função “${role('pt')}”`,
    fr: `{deputy} ne supplée plus {name} dans le rôle « ${role('fr')} »`,
  },

  'notice.account.role_given': {
    en: `You now have the role “${role('en')}”, given by {by}`,
    es: `Usted tiene ahora la función «${role('es')}», asignada por {by}`,
    pt: `Você tem agora a função “${role('pt')}”, atribuída por {by}`,
    fr: `Vous avez désormais le rôle « ${role('fr')} », attribué par {by}`,
  },
  'notice.account.role_taken': {
    en: `You no longer have the role “${role('en')}”: {by} took it back`,
    es: `Usted ya no tiene la función «${role('es')}»: la retiró {by}`,
    pt: `Você não tem mais a função “${role('pt')}”: foi retirada por {by}`,
    fr: `Vous n’avez plus le rôle « ${role('fr')} » : il a été retiré par {by}`,
  },
  'notice.account.role_proposed': {
    en: `Confirm or refuse: {by} proposes the role “${role('en')}” for {name}`,
    es: `Confirme o rechace: {by} propone la función «${role('es')}» para {name}`,
    pt: `Confirme ou recuse: {by} propõe a função “${role('pt')}” para {name}`,
    fr: `À confirmer ou à refuser : {by} propose le rôle « ${role('fr')} » pour {name}`,
  },
  'notice.account.role_confirmed': {
    en: `{by} confirmed the role “${role('en')}” for {name}`,
    es: `{by} confirmó la función «${role('es')}» para {name}`,
    pt: `{by} confirmou a função “${role('pt')}” para {name}`,
    fr: `{by} a confirmé le rôle « ${role('fr')} » pour {name}`,
  },
  'notice.account.role_refused': {
    en: `{by} refused the role “${role('en')}” for {name}`,
    es: `{by} rechazó la función «${role('es')}» para {name}`,
    pt: `{by} recusou a função “${role('pt')}” para {name}`,
    fr: `{by} a refusé le rôle « ${role('fr')} » pour {name}`,
  },
  'notice.account.role_given_alone': {
    en: `{by}, the only administrator, gave {name} the role “${role('en')}” without a second confirmation`,
    es: `{by}, único administrador, asignó a {name} la función «${role('es')}» sin segunda confirmación`,
    pt: `{by}, único administrador, atribuiu a {name} a função “${role('pt')}” sem segunda confirmação`,
    fr: `{by}, seul administrateur, a attribué à {name} le rôle « ${role('fr')} » sans seconde confirmation`,
  },
  'notice.account.reactivated': {
    en: 'Your account is active again: {by} reactivated it',
    es: 'Su cuenta vuelve a estar activa: la reactivó {by}',
    pt: 'A sua conta está ativa de novo: foi reativada por {by}',
    fr: 'Votre compte est de nouveau actif : il a été réactivé par {by}',
  },
  'notice.account.sign_in_slowed': {
    en: 'Somebody entered {count} wrong passwords for your account, in browsers where you have not signed in before. Further tries there are slowed down; the browsers you use are not. If it was not you, tell your administrator, and set up an authenticator or a passkey if you have none',
    es: 'Alguien ingresó {count} contraseñas erróneas para su cuenta, en navegadores donde usted no había iniciado sesión. Allí los nuevos intentos se demoran; en los navegadores que usted usa, no. Si no fue usted, avise a su administrador y configure un autenticador o una llave de acceso si aún no los tiene',
    pt: 'Alguém digitou {count} senhas erradas para a sua conta, em navegadores onde você ainda não havia entrado. Ali as novas tentativas são retardadas; nos navegadores que você usa, não. Se não foi você, avise o seu administrador e configure um autenticador ou uma chave de acesso, se ainda não tiver',
    fr: 'Quelqu’un a saisi {count} mots de passe erronés pour votre compte, dans des navigateurs où vous ne vous étiez pas connecté. Les nouvelles tentatives y sont ralenties ; pas dans les navigateurs que vous utilisez. Si ce n’était pas vous, prévenez votre administrateur et configurez un authentificateur ou une clé d’accès si vous n’en avez pas',
  },
  'notice.account.joined': {
    en: '{name} ({email}) accepted the invitation',
    es: '{name} ({email}) aceptó la invitación',
    pt: '{name} ({email}) aceitou o convite',
    fr: '{name} ({email}) a accepté l’invitation',
  },
  'notice.account.files_left': {
    en: '{name} no longer works here and leaves {count, plural, one {# open file} other {# open files}}: take them up',
    es: '{name} ya no trabaja aquí y deja {count, plural, one {# expediente abierto} other {# expedientes abiertos}}: retómelos',
    pt: '{name} não trabalha mais aqui e deixa {count, plural, one {# processo aberto} other {# processos abertos}}: assuma-os',
    fr: '{name} ne travaille plus ici et laisse {count, plural, one {# dossier ouvert} other {# dossiers ouverts}} à reprendre',
  },

  'mail.subject.account': {
    en: 'About accounts in Rogatoria',
    es: 'Sobre las cuentas en Rogatoria',
    pt: 'Sobre as contas no Rogatoria',
    fr: 'Comptes dans Rogatoria',
  },
  'mail.subject.invitation': {
    en: `Invitation to work for the central authority of ${en.s}`,
    es: `Invitación a trabajar para la autoridad central: ${es.name}`,
    pt: `Convite para trabalhar para a autoridade central ${pt.of}`,
    fr: `Invitation à travailler pour l’autorité centrale ${fr.of}`,
  },
  'mail.invitation.body': {
    en: `You are invited to work in Rogatoria for ${en.s}. Roles: {roles}.`,
    es: `Se le invita a trabajar en Rogatoria para ${es.s}. Funciones: {roles}.`,
    pt: `Você recebeu um convite para trabalhar no Rogatoria em nome ${pt.of}. Funções: {roles}.`,
    fr: `Vous êtes invité à travailler dans Rogatoria pour ${fr.s}. Rôles : {roles}.`,
  },
  'mail.invitation.link': {
    en: 'Open this link to choose your name, language and password. It works once, until {due, date, long}:\n\n{url}',
    es: 'Abra este enlace para elegir su nombre, idioma y contraseña. Sirve una sola vez, hasta el {due, date, long}:\n\n{url}',
    pt: 'Abra este link para escolher seu nome, idioma e senha. Ele funciona uma única vez, até {due, date, long}:\n\n{url}',
    fr: 'Ouvrez ce lien pour choisir votre nom, votre langue et votre mot de passe. Il ne sert qu’une fois, jusqu’au {due, date, long} :\n\n{url}',
  },
  'mail.invitation.unexpected': {
    en: 'Were you not expecting this? Do not open the link, pass it to nobody, and tell the authority by another way than this mail.',
    es: '¿No esperaba este mensaje? No abra el enlace, no lo entregue a nadie y avise a la autoridad por una vía distinta de este correo.',
    pt: 'Não esperava esta mensagem? Não abra o link, não o repasse a ninguém e avise a autoridade por outra via que não este e-mail.',
    fr: 'Vous n’attendiez pas ce message ? N’ouvrez pas le lien, ne le transmettez à personne et prévenez l’autorité par une autre voie que ce courriel.',
  },
} as const satisfies Texts;
