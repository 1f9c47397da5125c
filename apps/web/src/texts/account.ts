import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

/** The account page: how one proves who one is, and where one is signed in. */
export const account = {
  'account.password': { en: 'Password', es: 'Contraseña', pt: 'Senha', fr: 'Mot de passe' },
  'account.password.current': {
    en: 'Present password',
    es: 'Contraseña actual',
    pt: 'Senha atual',
    fr: 'Mot de passe actuel',
  },
  'account.password.new': { en: 'New password', es: 'Contraseña nueva', pt: 'Senha nova', fr: 'Nouveau mot de passe' },
  'account.password.help': {
    en: 'At least 12 characters. A sentence that only you know is better than signs that nobody can remember.',
    es: 'Al menos 12 caracteres. Una frase que solo usted conoce vale más que signos que nadie recuerda.',
    pt: 'Pelo menos 12 caracteres. Uma frase que só você conhece vale mais do que sinais que ninguém lembra.',
    fr: 'Au moins 12 caractères. Une phrase que vous seul connaissez vaut mieux que des signes dont nul ne se souvient.',
  },
  'account.password.change': {
    en: 'Change password',
    es: 'Cambiar la contraseña',
    pt: 'Mudar a senha',
    fr: 'Changer le mot de passe',
  },
  'account.password.changed': {
    en: 'The password is changed. Every other browser was signed out.',
    es: 'La contraseña se ha cambiado. Se cerró la sesión en todos los demás navegadores.',
    pt: 'A senha foi mudada. Todos os outros navegadores foram desconectados.',
    fr: 'Le mot de passe est changé. Tous les autres navigateurs ont été déconnectés.',
  },
  'account.sessions': {
    en: 'Where you are signed in',
    es: 'Dónde tiene la sesión abierta',
    pt: 'Onde você está conectado',
    fr: 'Où votre session est ouverte',
  },
  'account.sessions.help': {
    en: 'A session ends after two hours without use, and after twelve hours in any case. What you do not recognise, sign out, and change your password.',
    es: 'Una sesión termina tras dos horas sin uso y, en todo caso, a las doce horas. Si no reconoce alguna, ciérrela y cambie la contraseña.',
    pt: 'Uma sessão termina após duas horas sem uso e, em todo caso, após doze horas. Encerre a que não reconhecer e mude a senha.',
    fr: 'Une session prend fin après deux heures sans usage, et après douze heures en tout cas. Fermez celle que vous ne reconnaissez pas, puis changez le mot de passe.',
  },
  'account.session.here': { en: 'this browser', es: 'este navegador', pt: 'este navegador', fr: 'ce navigateur' },
  'account.session.browser': {
    en: '{browser} on {system}',
    es: '{browser} en {system}',
    pt: '{browser} em {system}',
    fr: '{browser} sous {system}',
  },
  'account.session.unknown': {
    en: 'Another program',
    es: 'Otro programa',
    pt: 'Outro programa',
    fr: 'Un autre programme',
  },
  'account.session.times': {
    en: 'Signed in {since} from {address}; last renewed {renewed}',
    es: 'Abierta el {since} desde {address}; renovada por última vez el {renewed}',
    pt: 'Aberta em {since} a partir de {address}; renovada pela última vez em {renewed}',
    fr: 'Ouverte le {since} depuis {address} ; renouvelée en dernier le {renewed}',
  },
  'account.session.end': {
    en: 'Sign out there',
    es: 'Cerrar esa sesión',
    pt: 'Encerrar essa sessão',
    fr: 'Fermer cette session',
  },
  'account.sessions.end': {
    en: 'Sign out everywhere',
    es: 'Cerrar la sesión en todas partes',
    pt: 'Sair em todos os lugares',
    fr: 'Se déconnecter partout',
  },
} as const satisfies Texts;
