import type { Texts } from './index.ts';

/** What is said of reminder ladders: refusals, warnings, tones, roles. */
export const ladders = {
  'rule.ladder_empty': {
    en: 'Keep at least one reminder.',
    es: 'Deje al menos un recordatorio.',
    pt: 'Mantenha ao menos um lembrete.',
    fr: 'Gardez au moins un rappel.',
  },
  'rule.ladder_too_long': {
    en: 'No more than {most} reminders: what comes too often is no longer read.',
    es: 'No más de {most} recordatorios: lo que llega demasiado a menudo deja de leerse.',
    pt: 'No máximo {most} lembretes: o que chega com demasiada frequência deixa de ser lido.',
    fr: 'Pas plus de {most} rappels : ce qui vient trop souvent n’est plus lu.',
  },
  'rule.ladder_rung_malformed': {
    en: 'Write when: T-7d (seven days before), T (when due), T+24h (24 hours after) or 50% of the period.',
    es: 'Indique cuándo: T-7d (siete días antes), T (al vencer), T+24h (24 horas después) o 50% del plazo.',
    pt: 'Indique quando: T-7d (sete dias antes), T (no vencimento), T+24h (24 horas depois) ou 50% do prazo.',
    fr: 'Indiquez quand : T-7d (sept jours avant), T (à l’échéance), T+24h (24 heures après) ou 50% du délai.',
  },
  'rule.ladder_rung_twice': {
    en: 'Falls at the same moment as {rung}.',
    es: 'Coincide con {rung}.',
    pt: 'Cai no mesmo momento que {rung}.',
    fr: 'Tombe au même moment que {rung}.',
  },
  'rule.ladder_nobody': {
    en: 'Say in which files it is sent: where we asked, where we are asked, or both.',
    es: 'Indique en qué expedientes se envía: cuando solicitamos, cuando se nos solicita o en ambos.',
    pt: 'Indique em que processos é enviado: quando pedimos, quando nos pedem ou em ambos.',
    fr: 'Indiquez dans quels dossiers il est envoyé : ceux où nous demandons, ceux où l’on nous demande, ou les deux.',
  },
  'rule.ladder_tone_moment': {
    en: 'A reminder comes before the date, “due” on it, “overdue” after it.',
    es: 'El recordatorio va antes de la fecha, «vence» en ella y «vencido» después.',
    pt: 'O lembrete vem antes da data, “vence” nela e “vencido” depois.',
    fr: 'Le rappel précède la date, « échéance » tombe le jour même, « en retard » vient après.',
  },
  'rule.ladder_tone_order': {
    en: 'The tone must not become milder than that of the rung before.',
    es: 'El tono no puede ser más suave que el del escalón anterior.',
    pt: 'O tom não pode ser mais brando que o do degrau anterior.',
    fr: 'Le ton ne peut pas devenir plus doux qu’à l’échelon précédent.',
  },
  'rule.ladder_tone_lapse': {
    en: 'Only an unanswered question can make a request lapse.',
    es: 'Solo una pregunta sin respuesta puede hacer caducar una solicitud.',
    pt: 'Só uma pergunta sem resposta pode fazer caducar um pedido.',
    fr: 'Seule une question restée sans réponse peut rendre une demande caduque.',
  },
  'rule.ladder_expiry_silent': {
    en: 'Both sides must be told at least once before preserved data lapse.',
    es: 'Ambas partes deben recibir al menos un aviso antes de que caduque la conservación de los datos.',
    pt: 'Ambos os lados devem ser avisados ao menos uma vez antes que a preservação dos dados caduque.',
    fr: 'Chaque partie doit être avertie au moins une fois avant que la conservation des données ne prenne fin.',
  },
  'ladder.warning.expiry_late': {
    en: 'One side hears of the end of the preservation less than {days} days before it: too late for a request to arrive in time.',
    es: 'Una de las partes se entera del fin de la conservación menos de {days} días antes: demasiado tarde para que una solicitud llegue a tiempo.',
    pt: 'Um dos lados só fica sabendo do fim da preservação menos de {days} dias antes: tarde demais para que um pedido chegue a tempo.',
    fr: 'L’une des parties n’apprend la fin de la conservation que moins de {days} jours avant : trop tard pour qu’une demande arrive à temps.',
  },
  'ladder.warning.expiry_fewer': {
    en: 'Fewer warnings than the practice of the network: 21, 14, 7, 3 days and 1 day before.',
    es: 'Menos avisos que la práctica de la red: 21, 14, 7, 3 días y 1 día antes.',
    pt: 'Menos avisos que a prática da rede: 21, 14, 7, 3 dias e 1 dia antes.',
    fr: 'Moins d’avertissements que l’usage du réseau : 21, 14, 7, 3 jours et 1 jour avant.',
  },
  'rule.ladder_unknown': {
    en: 'There is no such ladder.',
    es: 'No existe tal escala.',
    pt: 'Não existe essa escala.',
    fr: 'Cette échelle n’existe pas.',
  },
  'rule.head_not_approver': {
    en: 'The head of the authority is an active officer who may approve.',
    es: 'La persona titular de la autoridad es un funcionario activo que puede aprobar.',
    pt: 'A chefia da autoridade cabe a um funcionário ativo que possa aprovar.',
    fr: 'Le chef de l’autorité est un agent actif qui peut approuver.',
  },
  'rule.mail_hours_order': {
    en: 'The hours must end after they begin.',
    es: 'El horario debe terminar después de empezar.',
    pt: 'O horário deve terminar depois de começar.',
    fr: 'Les heures doivent finir après leur début.',
  },
  'rule.mail_zone_unknown': {
    en: 'There is no such time zone.',
    es: 'No existe esa zona horaria.',
    pt: 'Não existe esse fuso horário.',
    fr: 'Ce fuseau horaire n’existe pas.',
  },
  'rule.snooze_past': {
    en: 'Choose a day that is still to come.',
    es: 'Elija un día que aún no haya llegado.',
    pt: 'Escolha um dia que ainda não chegou.',
    fr: 'Choisissez un jour à venir.',
  },
  'rule.snooze_beyond_due': {
    en: 'Reminders can be put off until the day before the date at the latest.',
    es: 'Los recordatorios pueden posponerse como máximo hasta el día anterior a la fecha.',
    pt: 'Os lembretes podem ser adiados no máximo até o dia anterior à data.',
    fr: 'Les rappels peuvent être reportés au plus tard à la veille de l’échéance.',
  },
  'rule.snooze_last_warning': {
    en: 'The last warning before preserved data lapse cannot be put off.',
    es: 'El último aviso antes de que caduque la conservación no puede posponerse.',
    pt: 'O último aviso antes que a preservação caduque não pode ser adiado.',
    fr: 'Le dernier avertissement avant la fin de la conservation ne peut pas être reporté.',
  },
  'rule.snooze_nothing': {
    en: 'No reminder of this clock comes before that day.',
    es: 'Ningún recordatorio de este plazo llega antes de ese día.',
    pt: 'Nenhum lembrete deste prazo vem antes desse dia.',
    fr: 'Aucun rappel de ce délai ne vient avant ce jour.',
  },
  'event.command.snooze': {
    en: 'Put off the reminders',
    es: 'Pospuso los recordatorios',
    pt: 'Adiou os lembretes',
    fr: 'A reporté les rappels',
  },
  'notice.account.head_named': {
    en: '{by} named you head of the authority: escalations reach you from now on',
    es: '{by} le designó titular de la autoridad: desde ahora recibe los escalamientos',
    pt: '{by} designou você chefe da autoridade: a partir de agora você recebe os escalonamentos',
    fr: '{by} vous a désigné chef de l’autorité : les alertes hiérarchiques vous parviennent désormais',
  },
} as const satisfies Texts;
