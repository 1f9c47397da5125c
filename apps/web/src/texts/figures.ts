import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

/** The figures of a year. Names and formulas of the indicators are the vocabulary's (`indicator.<id>`). */
export const figures = {
  'figures.title': {
    en: '{state_the} sent {sent, plural, =0 {no requests} one {# request} other {# requests}} and received {received, plural, =0 {none} other {#}} in {year}',
    es: '{state}: {sent, plural, =0 {ninguna solicitud enviada} one {# solicitud enviada} other {# solicitudes enviadas}} y {received, plural, =0 {ninguna recibida} one {# recibida} other {# recibidas}} en {year}',
    pt: '{state}: {sent, plural, =0 {nenhum pedido enviado} one {# pedido enviado} other {# pedidos enviados}} e {received, plural, =0 {nenhum recebido} one {# recebido} other {# recebidos}} em {year}',
    fr: '{state} : {sent, plural, =0 {aucune demande émise} one {# demande émise} other {# demandes émises}} et {received, plural, =0 {aucune reçue} one {# reçue} other {# reçues}} en {year}',
  },
  'figures.window': {
    en: 'Figures {year}',
    es: 'Cifras {year}',
    pt: 'Números {year}',
    fr: 'Chiffres {year}',
  },
  'figures.lead.running': {
    en: 'The year so far, as of {as_of}. Derived from the log of every request; nothing is typed in.',
    es: 'El año hasta ahora, al {as_of}. Derivado del registro de cada solicitud; nada se introduce a mano.',
    pt: 'O ano até agora, em {as_of}. Derivado do registro de cada pedido; nada é digitado.',
    fr: 'L’année jusqu’ici, au {as_of}. Déduit du journal de chaque demande ; rien n’est saisi.',
  },
  'figures.lead.past': {
    en: 'The whole year, as of {as_of}. Derived from the log of every request; nothing is typed in.',
    es: 'El año completo, al {as_of}. Derivado del registro de cada solicitud; nada se introduce a mano.',
    pt: 'O ano inteiro, em {as_of}. Derivado do registro de cada pedido; nada é digitado.',
    fr: 'L’année entière, au {as_of}. Déduit du journal de chaque demande ; rien n’est saisi.',
  },
  'figures.lead.future': {
    en: '{year} has not begun in {place}.',
    es: '{year} todavía no ha comenzado en {place}.',
    pt: '{year} ainda não começou em {place}.',
    fr: '{year} n’a pas encore commencé à {place}.',
  },
  'figures.year': { en: 'Year', es: 'Año', pt: 'Ano', fr: 'Année' },
  'figures.csv': { en: 'Download CSV', es: 'Descargar CSV', pt: 'Baixar CSV', fr: 'Télécharger en CSV' },
  'figures.counted': {
    en: 'How this is counted',
    es: 'Cómo se cuenta',
    pt: 'Como se conta',
    fr: 'Mode de calcul',
  },
  'figures.apart': {
    en: 'Counted apart: what is no request',
    es: 'Contado aparte: lo que no es solicitud',
    pt: 'Contado à parte: o que não é pedido',
    fr: 'Compté à part : ce qui n’est pas une demande',
  },
  'figures.apart.counted': {
    en: 'Spontaneous information and informal consultations by the day they were sent or received. No other figure on this page includes them.',
    es: 'Información espontánea y consultas informales por el día en que se enviaron o recibieron. Ninguna otra cifra de esta página las incluye.',
    pt: 'Informação espontânea e consultas informais pelo dia em que foram enviadas ou recebidas. Nenhum outro número desta página as inclui.',
    fr: 'Informations spontanées et consultations informelles, au jour de leur envoi ou de leur réception. Aucun autre chiffre de cette page ne les comprend.',
  },
  'figures.chart': {
    en: 'Chart: {title}. The table that follows has the same numbers.',
    es: 'Gráfico: {title}. La tabla siguiente contiene las mismas cifras.',
    pt: 'Gráfico: {title}. A tabela a seguir tem os mesmos números.',
    fr: 'Graphique : {title}. Le tableau qui suit donne les mêmes chiffres.',
  },

  'figures.sent': { en: 'Sent', es: 'Enviadas', pt: 'Enviados', fr: 'Émises' },
  'figures.received': { en: 'Received', es: 'Recibidas', pt: 'Recebidos', fr: 'Reçues' },
  'figures.none': { en: 'none', es: 'ninguna', pt: 'nenhum', fr: 'aucune' },
  'figures.too_few': { en: 'n < 5', es: 'n < 5', pt: 'n < 5', fr: 'n < 5' },
  'figures.unstated': { en: 'Not stated', es: 'Sin indicar', pt: 'Não indicado', fr: 'Non indiqué' },
  'figures.of': { en: '{n} of {all}', es: '{n} de {all}', pt: '{n} de {all}', fr: '{n} sur {all}' },

  'figures.balance': {
    en: '{them, plural, =0 {Nothing is pending with others} one {# request is pending with others} other {# requests are pending with others}}, {us, plural, =0 {nothing with us} other {# with us}}',
    es: '{them, plural, =0 {Ninguna solicitud pendiente en otros Estados} one {# solicitud pendiente en otros Estados} other {# solicitudes pendientes en otros Estados}}, {us, plural, =0 {ninguna aquí} other {# aquí}}',
    pt: '{them, plural, =0 {Nenhum pedido pendente em outros Estados} one {# pedido pendente em outros Estados} other {# pedidos pendentes em outros Estados}}, {us, plural, =0 {nenhum aqui} other {# aqui}}',
    fr: '{them, plural, =0 {Aucune demande pendante à l’étranger} one {# demande pendante à l’étranger} other {# demandes pendantes à l’étranger}}, {us, plural, =0 {aucune chez nous} other {# chez nous}}',
  },
  'figures.balance.past': {
    en: 'At the end of {year}, {them, plural, =0 {nothing was pending with others} one {# request was pending with others} other {# requests were pending with others}}, {us, plural, =0 {nothing with us} other {# with us}}',
    es: 'Al final de {year}: {them, plural, =0 {ninguna solicitud pendiente en otros Estados} one {# solicitud pendiente en otros Estados} other {# solicitudes pendientes en otros Estados}}, {us, plural, =0 {ninguna aquí} other {# aquí}}',
    pt: 'No fim de {year}: {them, plural, =0 {nenhum pedido pendente em outros Estados} one {# pedido pendente em outros Estados} other {# pedidos pendentes em outros Estados}}, {us, plural, =0 {nenhum aqui} other {# aqui}}',
    fr: 'Fin {year} : {them, plural, =0 {aucune demande pendante à l’étranger} one {# demande pendante à l’étranger} other {# demandes pendantes à l’étranger}}, {us, plural, =0 {aucune chez nous} other {# chez nous}}',
  },
  'figures.pending_start': {
    en: 'Pending at the start',
    es: 'Pendientes al inicio',
    pt: 'Pendentes no início',
    fr: 'Pendantes au début',
  },
  'figures.opened': { en: 'New', es: 'Nuevas', pt: 'Novos', fr: 'Nouvelles' },
  'figures.reopened': { en: 'Reopened', es: 'Reabiertas', pt: 'Reabertos', fr: 'Rouvertes' },
  'figures.closed': { en: 'Closed', es: 'Cerra­das', pt: 'Encer­rados', fr: 'Closes' },
  'figures.pending_now': {
    en: 'Pending now',
    es: 'Pendientes ahora',
    pt: 'Pendentes agora',
    fr: 'Pendantes maintenant',
  },
  'figures.pending_end': {
    en: 'Pending at the end',
    es: 'Pendientes al final',
    pt: 'Pendentes no fim',
    fr: 'Pendantes à la fin',
  },
  'figures.pending': { en: 'Pending', es: 'Pen­dientes', pt: 'Pen­dentes', fr: 'Pen­dantes' },

  'figures.months': {
    en: '{month} was the busiest month: {count, plural, one {# new request} other {# new requests}}',
    es: '{month}, el mes de más trabajo: {count, plural, one {# solicitud nueva} other {# solicitudes nuevas}}',
    pt: '{month}, o mês mais movimentado: {count, plural, one {# novo pedido} other {# novos pedidos}}',
    fr: '{month}, le mois le plus chargé : {count, plural, one {# nouvelle demande} other {# nouvelles demandes}}',
  },
  'figures.months.none': {
    en: 'No request began in this year',
    es: 'Ninguna solicitud comenzó en este año',
    pt: 'Nenhum pedido começou neste ano',
    fr: 'Aucune demande cette année',
  },
  'figures.months.ahead': {
    en: 'Months to come are left out: they are not zero.',
    es: 'Los meses por venir no figuran: no son cero.',
    pt: 'Os meses por vir não figuram: não são zero.',
    fr: 'Les mois à venir ne figurent pas : ils ne valent pas zéro.',
  },
  'figures.month': { en: 'Month', es: 'Mes', pt: 'Mês', fr: 'Mois' },

  'figures.pairs': {
    en: 'Most was exchanged with {state_the}: {sent} sent, {received} received',
    es: 'El mayor intercambio fue con {state_the}: {sent} enviadas, {received} recibidas',
    pt: 'O maior intercâmbio foi com {state_the}: {sent} enviados, {received} recebidos',
    fr: 'Le plus grand échange : {state}, {sent} émises, {received} reçues',
  },
  'figures.pairs.none': {
    en: 'Nothing was exchanged with any State',
    es: 'No hubo intercambio con ningún Estado',
    pt: 'Não houve intercâmbio com nenhum Estado',
    fr: 'Aucun échange avec aucun État',
  },
  'figures.pairs.note': {
    en: 'Evidence and preservation together; the days are those from an evidence request to all that was granted.',
    es: 'Pruebas y conservación juntas; los días son los que van de la solicitud de pruebas a todo lo concedido.',
    pt: 'Provas e preservação juntas; os dias vão do pedido de provas a tudo o que foi deferido.',
    fr: 'Preuves et conservation ensemble ; les jours vont de la demande de preuves à tout ce qui a été accordé.',
  },
  'figures.state': { en: 'State', es: 'Estado', pt: 'Estado', fr: 'État' },
  'figures.median_days': { en: 'Median days', es: 'Mediana de días', pt: 'Mediana de dias', fr: 'Médiane (jours)' },

  'figures.outcomes': {
    en: '{executed} of {closed, plural, one {# closed evidence request} other {# closed evidence requests}} {executed, plural, one {was} other {were}} executed',
    es: '{executed} de {closed, plural, one {# solicitud de pruebas cerrada} other {# solicitudes de pruebas cerradas}}: con ejecución',
    pt: '{executed} de {closed, plural, one {# pedido de provas encerrado} other {# pedidos de provas encerrados}}: com execução',
    fr: '{executed} sur {closed, plural, one {# demande de preuves close} other {# demandes de preuves closes}} : avec exécution',
  },
  'figures.outcomes.none': {
    en: 'No request was closed',
    es: 'No se cerró ninguna solicitud',
    pt: 'Nenhum pedido foi encerrado',
    fr: 'Aucune demande n’a été close',
  },
  'figures.outcomes.preservation': {
    en: '{count, plural, one {# preservation request was closed} other {# preservation requests were closed}}; no evidence request',
    es: '{count, plural, one {# solicitud de conservación cerrada} other {# solicitudes de conservación cerradas}}; ninguna de pruebas',
    pt: '{count, plural, one {# pedido de preservação encerrado} other {# pedidos de preservação encerrados}}; nenhum de provas',
    fr: '{count, plural, one {# demande de conservation close} other {# demandes de conservation closes}} ; aucune de preuves',
  },
  'figures.outcome': { en: 'Outcome', es: 'Resultado', pt: 'Resultado', fr: 'Issue' },

  'figures.grounds': {
    en: '{theirs, plural, =0 {None of our requests was refused} one {# of our requests was refused} other {# of our requests were refused}}; we refused {ours, plural, =0 {none} other {#}}',
    es: 'Nos denegaron {theirs, plural, =0 {ninguna solicitud} one {# solicitud} other {# solicitudes}}; denegamos {ours, plural, =0 {ninguna} other {#}}',
    pt: 'Recusaram-nos {theirs, plural, =0 {nenhum pedido} one {# pedido} other {# pedidos}}; recusamos {ours, plural, =0 {nenhum} other {#}}',
    fr: '{theirs, plural, =0 {Aucune de nos demandes n’a été refusée} one {# de nos demandes a été refusée} other {# de nos demandes ont été refusées}} ; {ours, plural, =0 {nous n’en avons refusé aucune} other {nous en avons refusé #}}',
  },
  'figures.ground': { en: 'Ground', es: 'Motivo', pt: 'Motivo', fr: 'Motif' },

  'figures.bases': {
    en: 'Most frequent basis: {basis}',
    es: 'Base más frecuente: {basis}',
    pt: 'Base mais frequente: {basis}',
    fr: 'Base la plus fréquente : {basis}',
  },
  'figures.bases.title': {
    en: 'Legal basis',
    es: 'Base jurídica',
    pt: 'Base jurídica',
    fr: 'Base juridique',
  },
  'figures.bases.note': {
    en: 'New requests of the year by the first basis that each of them names.',
    es: 'Solicitudes nuevas del año según la primera base que cada una invoca.',
    pt: 'Pedidos novos do ano segundo a primeira base que cada um invoca.',
    fr: 'Nouvelles demandes de l’année selon la première base que chacune invoque.',
  },

  'figures.times.received': {
    en: 'Half of what we executed had left within {days, plural, one {# day} other {# days}}',
    es: 'La mitad de lo que ejecutamos salió en {days, plural, one {# día} other {# días}} o menos',
    pt: 'Metade do que executamos saiu em até {days, plural, one {# dia} other {# dias}}',
    fr: 'La moitié de ce que nous avons exécuté est partie en {days, plural, one {# jour} other {# jours}} au plus',
  },
  'figures.times.sent': {
    en: 'Half of the evidence we got came within {days, plural, one {# day} other {# days}}',
    es: 'La mitad de las pruebas obtenidas llegó en {days, plural, one {# día} other {# días}} o menos',
    pt: 'Metade das provas obtidas chegou em até {days, plural, one {# dia} other {# dias}}',
    fr: 'La moitié des preuves obtenues sont arrivées en {days, plural, one {# jour} other {# jours}} au plus',
  },
  'figures.times.few': {
    en: 'Fewer than five requests were executed: no typical time to show yet',
    es: 'Menos de cinco solicitudes ejecutadas: aún no hay un tiempo típico',
    pt: 'Menos de cinco pedidos executados: ainda não há um tempo típico',
    fr: 'Moins de cinq demandes exécutées : pas encore de délai typique',
  },
  'figures.indicator': { en: 'Indicator', es: 'Indicador', pt: 'Indicador', fr: 'Indicateur' },
  'figures.median': { en: 'Median', es: 'Mediana', pt: 'Mediana', fr: 'Médiane' },
  'figures.p90': { en: '9 in 10 within', es: '9 de cada 10 en', pt: '9 em cada 10 em', fr: '9 sur 10 en' },
  'figures.n': { en: 'n', es: 'n', pt: 'n', fr: 'n' },
  'figures.days': {
    en: '{value} {count, plural, one {day} other {days}}',
    es: '{value} {count, plural, one {día} other {días}}',
    pt: '{value} {count, plural, one {dia} other {dias}}',
    fr: '{value} {count, plural, one {jour} other {jours}}',
  },
  'figures.hours': { en: '{value} h', es: '{value} h', pt: '{value} h', fr: '{value} h' },

  'figures.rates.first': {
    en: '{n} of {all} decided requests of ours {n, plural, one {was} other {were}} executed without a question',
    es: '{n} de {all} solicitudes nuestras ya decididas: con ejecución y sin preguntas',
    pt: '{n} de {all} pedidos nossos já decididos: com execução e sem perguntas',
    fr: '{n} de nos {all} demandes décidées : avec exécution et sans question',
  },
  'figures.rates': {
    en: 'How well requests are made and answered',
    es: 'Calidad de las solicitudes y de las respuestas',
    pt: 'Qualidade dos pedidos e das respostas',
    fr: 'Qualité des demandes et des réponses',
  },

  'figures.preservation': {
    en: '{n} of {all} preservations made for us {n, plural, one {was} other {were}} followed by an evidence request',
    es: '{n} de {all} conservaciones hechas para nosotros: seguidas de una solicitud de pruebas',
    pt: '{n} de {all} preservações feitas para nós: seguidas de um pedido de provas',
    fr: '{n} des {all} conservations faites pour nous : suivies d’une demande de preuves',
  },
  'figures.preservation.none': {
    en: 'No preservation was confirmed for us',
    es: 'No se nos confirmó ninguna conservación',
    pt: 'Nenhuma preservação nos foi confirmada',
    fr: 'Aucune conservation ne nous a été confirmée',
  },
  'figures.preservation.followed': { en: 'Followed up', es: 'Con seguimiento', pt: 'Com seguimento', fr: 'Suivies' },
  'figures.preservation.expired': {
    en: 'Expired without follow-up',
    es: 'Vencidas sin seguimiento',
    pt: 'Expirados sem seguimento',
    fr: 'Expirées sans suite',
  },
  'figures.preservation.other': {
    en: 'Still kept, or ended otherwise',
    es: 'Aún conservadas o con otro fin',
    pt: 'Ainda preservados ou com outro fim',
    fr: 'Encore conservées ou autre fin',
  },

  'figures.notes': {
    en: 'How these figures are made',
    es: 'Cómo se obtienen estas cifras',
    pt: 'Como se obtêm estes números',
    fr: 'Comment ces chiffres sont établis',
  },
  'figures.notes.source': {
    en: 'Every number is counted from the log of the requests at the moment this page is opened. Nobody types a figure in, and opening a request is enough to check one.',
    es: 'Cada número se cuenta a partir del registro de las solicitudes en el momento de abrir esta página. Nadie introduce cifras, y basta abrir una solicitud para comprobarlas.',
    pt: 'Cada número é contado a partir do registro dos pedidos no momento em que se abre esta página. Ninguém digita números, e basta abrir um pedido para conferi-los.',
    fr: 'Chaque nombre est compté à partir du journal des demandes à l’ouverture de cette page. Personne ne saisit de chiffres ; il suffit d’ouvrir une demande pour les vérifier.',
  },
  'figures.notes.zone': {
    en: 'The year is the calendar year in {place}, from midnight to midnight there. A request belongs to the year in which it was sent (outgoing) or received (incoming).',
    es: 'El año es el año civil en {place}, de medianoche a medianoche. Una solicitud pertenece al año en que se envió (activa) o se recibió (pasiva).',
    pt: 'O ano é o ano civil em {place}, de meia-noite a meia-noite. Um pedido pertence ao ano em que foi enviado (ativo) ou recebido (passivo).',
    fr: 'L’année est l’année civile à {place}, de minuit à minuit. Une demande relève de l’année de son envoi (émise) ou de sa réception (reçue).',
  },
  'figures.notes.populations': {
    en: 'Counts of closings cover all requests closed in the year. Shares and times follow the requests of the year to the present day, so they still move while requests are open.',
    es: 'Los cierres abarcan todas las solicitudes cerradas en el año. Las proporciones y los tiempos siguen a las solicitudes del año hasta hoy, por lo que aún cambian mientras haya solicitudes abiertas.',
    pt: 'Os encerramentos abrangem todos os pedidos encerrados no ano. As proporções e os tempos acompanham os pedidos do ano até hoje; por isso ainda mudam enquanto houver pedidos em aberto.',
    fr: 'Les clôtures couvrent toutes les demandes closes dans l’année. Les parts et les délais suivent les demandes de l’année jusqu’à aujourd’hui : ils évoluent tant que des demandes sont ouvertes.',
  },
  'figures.notes.zero': {
    en: 'counted, and there were none',
    es: 'se contó y no hubo ninguna',
    pt: 'contou-se e não houve nenhum',
    fr: 'compté : il n’y en a pas eu',
  },
  'figures.notes.none': {
    en: 'nothing to count a share or a time of',
    es: 'no hay nada de qué calcular una proporción o un tiempo',
    pt: 'não há de que calcular uma proporção ou um tempo',
    fr: 'rien dont calculer une part ou un délai',
  },
  'figures.notes.few': {
    en: 'fewer than five observations: not shown',
    es: 'menos de cinco observaciones: no se muestra',
    pt: 'menos de cinco observações: não se mostra',
    fr: 'moins de cinq observations : non affiché',
  },
} as const satisfies Texts;
