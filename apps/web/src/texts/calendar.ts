import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

/** Deadlines in one's own calendar program. */
export const calendar = {
  'calendar.title': {
    en: 'Deadlines in your calendar',
    es: 'Plazos en su calendario',
    pt: 'Prazos no seu calendário',
    fr: 'Délais dans votre agenda',
  },
  'calendar.help': {
    en: 'Your calendar program reads the dates from an address of your own: request numbers and dates, never what a case is about. Whoever has the address can read them, so keep it to yourself.',
    es: 'Su programa de calendario lee las fechas en una dirección propia: números de solicitud y fechas, nunca el contenido de un expediente. Quien tenga la dirección puede leerlas; no la comparta.',
    pt: 'Seu programa de calendário lê as datas em um endereço próprio: números de pedido e datas, nunca o conteúdo de um processo. Quem tiver o endereço pode lê-las; não o compartilhe.',
    fr: 'Votre agenda lit les dates à une adresse qui vous est propre : des numéros de demande et des dates, jamais le contenu d’un dossier. Qui a l’adresse peut les lire ; gardez-la pour vous.',
  },
  'calendar.mine': { en: 'My deadlines', es: 'Mis plazos', pt: 'Meus prazos', fr: 'Mes délais' },
  'calendar.mine.help': {
    en: 'Those of the cases that your duties concern.',
    es: 'Los de los expedientes que corresponden a sus funciones.',
    pt: 'Os dos processos que cabem às suas funções.',
    fr: 'Ceux des dossiers qui relèvent de vos fonctions.',
  },
  'calendar.authority': {
    en: 'All of the authority',
    es: 'Todos los de la autoridad',
    pt: 'Todos os da autoridade',
    fr: 'Tous ceux de l’autorité',
  },
  'calendar.authority.help': {
    en: 'Every running deadline, ours and those that we await.',
    es: 'Todos los plazos en curso, los nuestros y los que esperamos.',
    pt: 'Todos os prazos em curso, os nossos e os que aguardamos.',
    fr: 'Tous les délais en cours, les nôtres et ceux que nous attendons.',
  },
  'calendar.make': {
    en: 'Make an address',
    es: 'Crear una dirección',
    pt: 'Criar um endereço',
    fr: 'Créer une adresse',
  },
  'calendar.renew': { en: 'New address', es: 'Dirección nueva', pt: 'Novo endereço', fr: 'Nouvelle adresse' },
  'calendar.end': { en: 'End', es: 'Terminar', pt: 'Encerrar', fr: 'Supprimer' },
  'calendar.once': {
    en: 'Enter this address in your calendar program as a subscription. It is shown only now.',
    es: 'Escriba esta dirección en su calendario como suscripción. Solo se muestra ahora.',
    pt: 'Informe este endereço no seu calendário como assinatura. Ele só é mostrado agora.',
    fr: 'Saisissez cette adresse dans votre agenda comme abonnement. Elle n’est affichée que maintenant.',
  },
  'calendar.copy': { en: 'Copy', es: 'Copiar', pt: 'Copiar', fr: 'Copier' },
  'calendar.copied': { en: 'Copied', es: 'Copiada', pt: 'Copiado', fr: 'Copiée' },
  'calendar.unread': {
    en: 'Made on {date}; no program has read it yet.',
    es: 'Creada el {date}; ningún programa la ha leído aún.',
    pt: 'Criado em {date}; nenhum programa o leu ainda.',
    fr: 'Créée le {date} ; aucun agenda ne l’a encore lue.',
  },
  'calendar.read': {
    en: 'Last read on {date}.',
    es: 'Leída por última vez el {date}.',
    pt: 'Lido pela última vez em {date}.',
    fr: 'Lue pour la dernière fois le {date}.',
  },
  'calendar.file': {
    en: 'Into my calendar (.ics)',
    es: 'A mi calendario (.ics)',
    pt: 'Para o meu calendário (.ics)',
    fr: 'Vers mon agenda (.ics)',
  },
} as const satisfies Texts;
