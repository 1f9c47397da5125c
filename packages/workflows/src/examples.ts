import { fieldOf, translationKeys } from './forms.ts';
import { dayInWords } from './letter.ts';
import { stateName, zoneOf } from './states.ts';
import {
  type AuthorityValue,
  type FormValues,
  type IdentifierValue,
  type Kind,
  type Language,
  languages,
  type MeasureValue,
  type ParticipantCode,
  type Translations,
} from './types.ts';

/**
 * Complete, plausible and plainly invented requests, for the demonstration, training and tests. Names say that they are
 * invented; hosts end in .example or .test; addresses come from the ranges reserved for documentation.
 */

type Prose = Readonly<Record<Language, string>>;

interface Story {
  name: string;
  offences: readonly string[];
  urgency: 'ordinary' | 'urgent' | 'emergency';
  /** the service concerned, a host name */
  service: string;
  provider: string;
  account: (n: number) => string;
  facts: Prose;
  relation: Prose;
  necessity: Prose;
  originating_act: Prose;
  /** the conduct in words without legal labels, for dual criminality */
  conduct: Prose;
}

const stories: readonly Story[] = [
  {
    name: 'fraud',
    offences: ['B8', '0701'],
    urgency: 'ordinary',
    service: 'correo-andes.example',
    provider: 'Andes Correo (Test) S.A.',
    account: (n) => `pagos-${4400 + n}@correo-andes.example`,
    facts: {
      en: 'On {day} the accounts office of Modelo Hardware Ltd. (an invented company) received a message that looked as if it came from a regular supplier and announced a new bank account. Two payments were made to it before the real supplier asked for its money. The bank could hold back a small part; the rest was withdrawn within hours.',
      es: 'El {day} la oficina de cuentas de Ferretería Modelo S.A. (empresa inventada) recibió un mensaje que parecía provenir de un proveedor habitual y anunciaba una cuenta bancaria nueva. Se hicieron dos pagos a esa cuenta antes de que el verdadero proveedor reclamara su dinero. El banco pudo retener una pequeña parte; el resto se retiró en pocas horas.',
      pt: 'Em {day}, o setor de contas da Ferragens Modelo Ltda. (empresa inventada) recebeu uma mensagem que parecia vir de um fornecedor habitual e informava uma nova conta bancária. Foram feitos dois pagamentos a essa conta antes que o verdadeiro fornecedor cobrasse o dinheiro. O banco conseguiu reter uma pequena parte; o restante foi sacado em poucas horas.',
      fr: 'Le {day}, le service comptable de Quincaillerie Modèle S.A. (société inventée) a reçu un message qui semblait venir d’un fournisseur habituel et annonçait un nouveau compte bancaire. Deux paiements y ont été faits avant que le vrai fournisseur ne réclame son argent. La banque a pu en retenir une petite partie ; le reste a été retiré en quelques heures.',
    },
    relation: {
      en: 'The message came from the mail account named here; its full headers show the address from which it was sent. The same address opened the account two days earlier. Whoever used them prepared the deception.',
      es: 'El mensaje salió de la cuenta de correo aquí indicada; sus encabezados completos muestran la dirección desde la que se envió. La misma dirección abrió la cuenta dos días antes. Quien las usó preparó el engaño.',
      pt: 'A mensagem partiu da conta de e-mail aqui indicada; os cabeçalhos completos mostram o endereço de onde foi enviada. O mesmo endereço abriu a conta dois dias antes. Quem os usou preparou o golpe.',
      fr: 'Le message est parti du compte de messagerie indiqué ici ; ses en-têtes complets montrent l’adresse d’envoi. La même adresse a ouvert le compte deux jours plus tôt. Qui les a utilisés a préparé la tromperie.',
    },
    necessity: {
      en: 'The account is free of charge and can be deleted by its user at any moment. The provider states publicly that connection logs are kept for ninety days.',
      es: 'La cuenta es gratuita y su usuario puede borrarla en cualquier momento. El proveedor declara públicamente que guarda los registros de conexión noventa días.',
      pt: 'A conta é gratuita e pode ser apagada pelo usuário a qualquer momento. O provedor declara publicamente que guarda os registros de conexão por noventa dias.',
      fr: 'Le compte est gratuit et son utilisateur peut le supprimer à tout moment. Le fournisseur déclare publiquement garder les journaux de connexion quatre-vingt-dix jours.',
    },
    originating_act: {
      en: 'Complaint of the company, registered the day after the payments, and decision of the prosecutor to open an investigation.',
      es: 'Denuncia de la empresa, registrada al día siguiente de los pagos, y decisión de la fiscalía de abrir investigación.',
      pt: 'Notícia-crime da empresa, registrada no dia seguinte aos pagamentos, e decisão de instaurar o inquérito.',
      fr: 'Plainte de la société, enregistrée le lendemain des paiements, et décision du parquet d’ouvrir une enquête.',
    },
    conduct: {
      en: 'Somebody pretended by electronic message to be a supplier, made a company believe it, and so obtained money that was not theirs.',
      es: 'Alguien fingió por mensaje electrónico ser un proveedor, hizo que una empresa lo creyera y así obtuvo dinero que no era suyo.',
      pt: 'Alguém fingiu, por mensagem eletrônica, ser um fornecedor, fez a empresa acreditar nisso e assim obteve dinheiro que não lhe pertencia.',
      fr: 'Quelqu’un s’est fait passer par message électronique pour un fournisseur, a trompé une société et a ainsi obtenu de l’argent qui ne lui revenait pas.',
    },
  },
  {
    name: 'ransomware',
    offences: ['B4', 'B5'],
    urgency: 'urgent',
    service: 'nube-modelo.example',
    provider: 'Nube Modelo (Test) SpA',
    account: (n) => `vm-${7000 + n}`,
    facts: {
      en: 'In the night of {day} the files of the municipality of Villa Ejemplo (an invented place) were encrypted and a note demanded payment for their release. Civil registry, water billing and the clinic’s appointment system stood still for nine days. Before the encryption, a copy of the files was sent to a rented server abroad.',
      es: 'En la noche del {day} se cifraron los archivos de la municipalidad de Villa Ejemplo (lugar inventado) y una nota exigió un pago por liberarlos. El registro civil, la facturación del agua y los turnos del consultorio se detuvieron nueve días. Antes del cifrado, una copia de los archivos se envió a un servidor alquilado en el exterior.',
      pt: 'Na noite de {day}, os arquivos da prefeitura de Vila Exemplo (lugar inventado) foram criptografados e um bilhete exigiu pagamento para liberá-los. O registro civil, a cobrança de água e as consultas do posto de saúde pararam por nove dias. Antes disso, uma cópia dos arquivos foi enviada a um servidor alugado no exterior.',
      fr: 'Dans la nuit du {day}, les fichiers de la commune de Villa Exemple (lieu inventé) ont été chiffrés et une note a exigé un paiement pour les libérer. L’état civil, la facturation de l’eau et les rendez-vous du dispensaire se sont arrêtés neuf jours. Avant le chiffrement, une copie des fichiers a été envoyée vers un serveur loué à l’étranger.',
    },
    relation: {
      en: 'The firewall of the municipality recorded the transfer of the copied files to the address named here, and the malicious program connected to the same rented machine to fetch its key.',
      es: 'El cortafuegos de la municipalidad registró el envío de los archivos copiados a la dirección aquí indicada, y el programa malicioso se conectó a la misma máquina alquilada para obtener su clave.',
      pt: 'O firewall da prefeitura registrou o envio dos arquivos copiados ao endereço aqui indicado, e o programa malicioso se conectou à mesma máquina alugada para obter a chave.',
      fr: 'Le pare-feu de la commune a enregistré l’envoi des fichiers copiés vers l’adresse indiquée ici, et le programme malveillant s’est connecté à la même machine louée pour y prendre sa clé.',
    },
    necessity: {
      en: 'Rented machines of this kind are deleted when the rent is no longer paid, with all that is stored on them. The image of the disk may hold the key and the copied personal data.',
      es: 'Las máquinas alquiladas de este tipo se borran cuando deja de pagarse el alquiler, con todo lo que contienen. La imagen del disco puede contener la clave y los datos personales copiados.',
      pt: 'Máquinas alugadas desse tipo são apagadas quando o aluguel deixa de ser pago, com tudo o que guardam. A imagem do disco pode conter a chave e os dados pessoais copiados.',
      fr: 'Ce genre de machine louée est effacé dès que le loyer n’est plus payé, avec tout son contenu. L’image du disque peut contenir la clé et les données personnelles copiées.',
    },
    originating_act: {
      en: 'Report of the municipality made on the morning after, and order of the investigating judge opening the proceedings.',
      es: 'Denuncia de la municipalidad presentada a la mañana siguiente y resolución del juez que abre el procedimiento.',
      pt: 'Comunicação da prefeitura na manhã seguinte e decisão judicial que autorizou a investigação.',
      fr: 'Signalement de la commune le lendemain matin et ordonnance du juge ouvrant la procédure.',
    },
    conduct: {
      en: 'Somebody entered computers without right, made the files on them unusable, copied them, and demanded money for giving them back.',
      es: 'Alguien entró sin derecho en computadoras, volvió inutilizables sus archivos, los copió y exigió dinero por devolverlos.',
      pt: 'Alguém entrou sem direito em computadores, tornou inutilizáveis os arquivos, copiou-os e exigiu dinheiro para devolvê-los.',
      fr: 'Quelqu’un est entré sans droit dans des ordinateurs, en a rendu les fichiers inutilisables, les a copiés et a exigé de l’argent pour les rendre.',
    },
  },
  {
    name: 'account_takeover',
    offences: ['B2', 'B8'],
    urgency: 'ordinary',
    service: 'red-social.example',
    provider: 'Red Social (Test) Inc.',
    account: (n) => `tia.muestra.${100 + n}`,
    facts: {
      en: 'On {day} an unknown person took over the social-network account of Ana Sample (an invented name), changed the password and the recovery number, and wrote to eleven of her relatives that she needed money for a hospital bill. Four of them paid before she could warn them by telephone.',
      es: 'El {day} una persona desconocida se apoderó de la cuenta de red social de Ana Muestra (nombre inventado), cambió la contraseña y el número de recuperación, y escribió a once familiares que necesitaba dinero para una cuenta de hospital. Cuatro pagaron antes de que ella pudiera avisarles por teléfono.',
      pt: 'Em {day}, pessoa desconhecida tomou a conta de rede social de Ana Amostra (nome inventado), trocou a senha e o número de recuperação e escreveu a onze parentes que ela precisava de dinheiro para uma conta de hospital. Quatro pagaram antes que ela pudesse avisá-los por telefone.',
      fr: 'Le {day}, un inconnu a pris le contrôle du compte de réseau social d’Ana Échantillon (nom inventé), changé le mot de passe et le numéro de secours, et écrit à onze de ses proches qu’il lui fallait de l’argent pour une note d’hôpital. Quatre ont payé avant qu’elle puisse les prévenir par téléphone.',
    },
    relation: {
      en: 'The provider’s notice to the victim names the address from which the password was changed, with time and port. The account named here is the one taken over; its session list shows who held it during the deception.',
      es: 'El aviso del proveedor a la víctima indica la dirección desde la que se cambió la contraseña, con hora y puerto. La cuenta aquí indicada es la sustraída; su lista de sesiones muestra quién la tuvo durante el engaño.',
      pt: 'O aviso do provedor à vítima indica o endereço de onde a senha foi trocada, com horário e porta. A conta aqui indicada é a invadida; a lista de sessões mostra quem a controlou durante o golpe.',
      fr: 'L’avis du fournisseur à la victime indique l’adresse d’où le mot de passe a été changé, avec l’heure et le port. Le compte indiqué ici est celui qui a été pris ; la liste de ses sessions montre qui le tenait pendant la tromperie.',
    },
    necessity: {
      en: 'The session list keeps the latest entries only, and the intruder, who still holds the account, can delete the messages.',
      es: 'La lista de sesiones solo guarda las entradas más recientes, y el intruso, que aún tiene la cuenta, puede borrar los mensajes.',
      pt: 'A lista de sessões guarda apenas as entradas mais recentes, e o invasor, que ainda controla a conta, pode apagar as mensagens.',
      fr: 'La liste des sessions ne garde que les entrées récentes, et l’intrus, qui tient toujours le compte, peut effacer les messages.',
    },
    originating_act: {
      en: 'Complaint of the victim at the cybercrime unit on the following day, with the messages and payment slips.',
      es: 'Denuncia de la víctima ante la unidad de ciberdelitos al día siguiente, con los mensajes y comprobantes de pago.',
      pt: 'Registro de ocorrência feito pela vítima no dia seguinte, com as mensagens e os comprovantes.',
      fr: 'Plainte de la victime auprès de l’unité de cybercriminalité le lendemain, avec les messages et les reçus.',
    },
    conduct: {
      en: 'Somebody entered another person’s account without right, shut her out of it, and used her name to make others pay.',
      es: 'Alguien entró sin derecho en la cuenta de otra persona, la dejó fuera de ella y usó su nombre para que otros pagaran.',
      pt: 'Alguém entrou sem direito na conta de outra pessoa, impediu-a de usá-la e usou o nome dela para que outros pagassem.',
      fr: 'Quelqu’un est entré sans droit dans le compte d’autrui, l’en a exclue et s’est servi de son nom pour faire payer d’autres personnes.',
    },
  },
  {
    name: 'child_protection',
    offences: ['B9'],
    urgency: 'emergency',
    service: 'mensajeria.example',
    provider: 'Mensajería (Test) LLC',
    account: (n) => `usuario_${300 + n}`,
    facts: {
      en: 'On {day} a child protection hotline passed on a report about an account of a messaging service. The messages show that its user is in regular contact with a child of about ten years and is arranging a meeting. The child has not been identified yet. No image is attached to this request.',
      es: 'El {day} una línea de protección de la infancia remitió un reporte sobre una cuenta de un servicio de mensajería. Los mensajes muestran que su usuario está en contacto regular con una persona menor de unos diez años y prepara un encuentro. Aún no se la ha identificado. No se adjunta ninguna imagen a esta solicitud.',
      pt: 'Em {day}, um canal de proteção à infância encaminhou um relato sobre uma conta de um serviço de mensagens. As mensagens mostram que o usuário mantém contato regular com uma criança de cerca de dez anos e prepara um encontro. A criança ainda não foi identificada. Nenhuma imagem acompanha este pedido.',
      fr: 'Le {day}, une ligne de protection de l’enfance a transmis un signalement concernant un compte d’un service de messagerie. Les messages montrent que son utilisateur est en contact régulier avec un enfant d’environ dix ans et prépare une rencontre. L’enfant n’est pas encore identifié. Aucune image n’est jointe à la présente demande.',
    },
    relation: {
      en: 'The account named here wrote the messages. The address was recorded by the service at its last sign-in and can lead to the place where the child or the user is.',
      es: 'La cuenta aquí indicada escribió los mensajes. La dirección fue registrada por el servicio en su último acceso y puede conducir al lugar donde está la persona menor o el usuario.',
      pt: 'A conta aqui indicada escreveu as mensagens. O endereço foi registrado pelo serviço no último acesso e pode levar ao lugar onde está a criança ou o usuário.',
      fr: 'Le compte indiqué ici a écrit les messages. L’adresse a été enregistrée par le service à la dernière connexion et peut mener au lieu où se trouve l’enfant ou l’utilisateur.',
    },
    necessity: {
      en: 'The service deletes messages after seven days at its user’s choice, and the account may be given up at any time.',
      es: 'El servicio borra los mensajes a los siete días si el usuario lo elige, y la cuenta puede abandonarse en cualquier momento.',
      pt: 'O serviço apaga as mensagens em sete dias, por escolha do usuário, e a conta pode ser abandonada a qualquer momento.',
      fr: 'Le service efface les messages au bout de sept jours au choix de l’utilisateur, et le compte peut être abandonné à tout moment.',
    },
    originating_act: {
      en: 'Report of the hotline and order of the duty judge of the same day.',
      es: 'Reporte de la línea y resolución del juez de turno del mismo día.',
      pt: 'Relato do canal e decisão do juiz de plantão do mesmo dia.',
      fr: 'Signalement de la ligne et ordonnance du juge de permanence du même jour.',
    },
    conduct: {
      en: 'An adult approaches a child by messages for sexual purposes and takes steps to meet the child.',
      es: 'Una persona adulta se acerca por mensajes a una persona menor con fines sexuales y da pasos para encontrarse con ella.',
      pt: 'Um adulto aproxima-se de uma criança por mensagens com fins sexuais e toma providências para encontrá-la.',
      fr: 'Un adulte aborde un enfant par messages à des fins sexuelles et prend des dispositions pour le rencontrer.',
    },
  },
  {
    name: 'clinic_data',
    offences: ['B2', 'B3'],
    urgency: 'ordinary',
    service: 'archivo-modelo.example',
    provider: 'Archivo Modelo (Test) Ltda.',
    account: (n) => `/compartido/lote-${n}/historias.zip`,
    facts: {
      en: 'On {day} the San Test clinic (invented) learned that the records of some two thousand patients had been copied through the account of a former employee. Part of them was offered for sale in a forum, with a link to a file on a storage service. The clinic closed the account and kept its logs.',
      es: 'El {day} la clínica San Test (inventada) supo que las historias de unos dos mil pacientes habían sido copiadas mediante la cuenta de un antiguo empleado. Una parte se ofreció en venta en un foro, con un enlace a un archivo en un servicio de almacenamiento. La clínica cerró la cuenta y conservó sus registros.',
      pt: 'Em {day}, a clínica San Test (inventada) soube que os prontuários de cerca de dois mil pacientes haviam sido copiados por meio da conta de um ex-funcionário. Parte foi oferecida à venda em um fórum, com um link para um arquivo em serviço de armazenamento. A clínica encerrou a conta e guardou os registros.',
      fr: 'Le {day}, la clinique San Test (inventée) a appris que les dossiers d’environ deux mille patients avaient été copiés par le compte d’un ancien employé. Une partie a été mise en vente sur un forum, avec un lien vers un fichier d’un service de stockage. La clinique a fermé le compte et gardé ses journaux.',
    },
    relation: {
      en: 'The object named here is the file behind the link; a sample of it matches the clinic’s records. The address is the one that downloaded the records from the clinic during the same night.',
      es: 'El objeto aquí indicado es el archivo del enlace; una muestra coincide con las historias de la clínica. La dirección es la que descargó las historias de la clínica esa misma noche.',
      pt: 'O objeto aqui indicado é o arquivo do link; uma amostra coincide com os prontuários da clínica. O endereço é o que baixou os prontuários da clínica na mesma noite.',
      fr: 'L’objet indiqué ici est le fichier du lien ; un échantillon correspond aux dossiers de la clinique. L’adresse est celle qui a téléchargé les dossiers de la clinique la même nuit.',
    },
    necessity: {
      en: 'The seller can remove the file at any time, and the storage service keeps the list of downloads for sixty days only.',
      es: 'El vendedor puede retirar el archivo en cualquier momento y el servicio guarda la lista de descargas solo sesenta días.',
      pt: 'O vendedor pode retirar o arquivo a qualquer momento, e o serviço guarda a lista de downloads por apenas sessenta dias.',
      fr: 'Le vendeur peut retirer le fichier à tout moment, et le service ne garde la liste des téléchargements que soixante jours.',
    },
    originating_act: {
      en: 'Report of the clinic and of the data protection authority, joined in one investigation.',
      es: 'Denuncia de la clínica y de la autoridad de protección de datos, reunidas en una investigación.',
      pt: 'Comunicação da clínica e da autoridade de proteção de dados, reunidas em um só inquérito.',
      fr: 'Signalements de la clinique et de l’autorité de protection des données, joints en une seule enquête.',
    },
    conduct: {
      en: 'Somebody entered the computers of a clinic with an account that was no longer theirs, copied patients’ records and offered them for sale.',
      es: 'Alguien entró en los sistemas de una clínica con una cuenta que ya no le correspondía, copió historias de pacientes y las ofreció en venta.',
      pt: 'Alguém entrou nos sistemas de uma clínica com uma conta que já não lhe cabia, copiou prontuários de pacientes e os ofereceu à venda.',
      fr: 'Quelqu’un est entré dans les systèmes d’une clinique avec un compte qui n’était plus le sien, a copié des dossiers de patients et les a mis en vente.',
    },
  },
  {
    name: 'threats',
    offences: ['OTHER'],
    urgency: 'urgent',
    service: 'correo-libre.example',
    provider: 'Correo Libre (Test) S.A.',
    account: (n) => `aviso-${80 + n}@correo-libre.example`,
    facts: {
      en: 'Since {day} a local journalist, called here Juan Sample (an invented name), has received messages announcing that his house will be burnt if he does not stop writing. They describe his children’s way to school. Six messages have come so far, all from the same account, the last one with a photograph of his door.',
      es: 'Desde el {day} un periodista local, llamado aquí Juan Ejemplo (nombre inventado), recibe mensajes que anuncian que quemarán su casa si no deja de escribir. Describen el camino de sus hijos a la escuela. Han llegado seis mensajes, todos de la misma cuenta, el último con una fotografía de su puerta.',
      pt: 'Desde {day}, um jornalista local, aqui chamado João Exemplo (nome inventado), recebe mensagens que anunciam que sua casa será queimada se não parar de escrever. Elas descrevem o caminho dos filhos até a escola. Chegaram seis mensagens, todas da mesma conta, a última com uma fotografia de sua porta.',
      fr: 'Depuis le {day}, un journaliste local, appelé ici Jean Exemple (nom inventé), reçoit des messages annonçant que sa maison sera brûlée s’il ne cesse pas d’écrire. Ils décrivent le chemin de l’école de ses enfants. Six messages sont arrivés, tous du même compte, le dernier avec une photographie de sa porte.',
    },
    relation: {
      en: 'All six messages came from the account named here. The address stands in the headers of the last one and was in use when the photograph was sent.',
      es: 'Los seis mensajes salieron de la cuenta aquí indicada. La dirección figura en los encabezados del último y estaba en uso cuando se envió la fotografía.',
      pt: 'As seis mensagens partiram da conta aqui indicada. O endereço consta nos cabeçalhos da última e estava em uso quando a fotografia foi enviada.',
      fr: 'Les six messages sont partis du compte indiqué ici. L’adresse figure dans les en-têtes du dernier et servait lorsque la photographie a été envoyée.',
    },
    necessity: {
      en: 'The service lets accounts expire after thirty days without use and then deletes their contents and logs.',
      es: 'El servicio cierra las cuentas tras treinta días sin uso y borra entonces su contenido y sus registros.',
      pt: 'O serviço encerra as contas após trinta dias sem uso e apaga então o conteúdo e os registros.',
      fr: 'Le service ferme les comptes après trente jours sans usage et efface alors leur contenu et leurs journaux.',
    },
    originating_act: {
      en: 'Complaint of the journalist, and protection order of the court of his district.',
      es: 'Denuncia del periodista y medida de protección del juzgado de su distrito.',
      pt: 'Notícia-crime do jornalista e medida de proteção do juízo de sua comarca.',
      fr: 'Plainte du journaliste et ordonnance de protection du tribunal de son district.',
    },
    conduct: {
      en: 'Somebody repeatedly told another person by message that his house would be burnt, so that he would give up his work.',
      es: 'Alguien anunció repetidamente por mensaje a otra persona que quemaría su casa, para que abandonara su trabajo.',
      pt: 'Alguém anunciou repetidamente por mensagem a outra pessoa que queimaria sua casa, para que ela abandonasse o trabalho.',
      fr: 'Quelqu’un a annoncé à plusieurs reprises par message à autrui que sa maison serait brûlée, afin qu’il renonce à son travail.',
    },
  },
];

/** Prose that any of the stories can use. */
const common = {
  nature: {
    en: 'Connection and account data that concern persons in your State, from an investigation of our own.',
    es: 'Datos de conexión y de cuentas relativos a personas en su Estado, de una investigación propia.',
    pt: 'Dados de conexão e de contas relativos a pessoas no seu Estado, de uma investigação própria.',
    fr: 'Données de connexion et de comptes concernant des personnes dans votre État, issues de notre propre enquête.',
  },
  conditions: {
    en: 'To be kept confidential, and not to be used as evidence in court without our prior consent.',
    es: 'Mantenerla confidencial y no usarla como prueba en juicio sin nuestro consentimiento previo.',
    pt: 'Manter em sigilo e não usar como prova em juízo sem o nosso consentimento prévio.',
    fr: 'À garder confidentielles, et à ne pas produire en justice sans notre accord préalable.',
  },
  origin: {
    en: 'Obtained from records examined in our own criminal proceedings (invented for training).',
    es: 'Obtenida de registros examinados en nuestro propio procedimiento penal (inventado para capacitación).',
    pt: 'Obtida de registros examinados em procedimento penal nosso (inventado para treinamento).',
    fr: 'Obtenues de données examinées dans notre propre procédure pénale (inventée pour la formation).',
  },
  usefulness: {
    en: 'The same addresses were used against persons in your State: they can be warned, and the user identified.',
    es: 'Las mismas direcciones se usaron contra personas en su Estado: se les puede avisar e identificar al usuario.',
    pt: 'Os mesmos endereços foram usados contra pessoas no seu Estado: elas podem ser avisadas, e o usuário identificado.',
    fr: 'Les mêmes adresses ont visé des personnes dans votre État : elles peuvent être prévenues, et l’utilisateur identifié.',
  },
  question: {
    en: 'Does {provider} keep connection records in your State, for how long, and what would a request have to contain?',
    es: '¿Conserva {provider} registros de conexión en su Estado, por cuánto tiempo, y qué debería contener una solicitud?',
    pt: '{provider} guarda registros de conexão no seu Estado, por quanto tempo, e o que um pedido deveria conter?',
    fr: '{provider} garde-t-il des journaux de connexion dans votre État, combien de temps, et que devrait contenir une demande ?',
  },
  offence_other: { en: 'Threats', es: 'Amenazas', pt: 'Ameaça', fr: 'Menaces' },
  provisions: {
    en: 'Criminal Code, article 000 (invented for training): “Whoever, without right and by means of a computer system, commits the acts described in this chapter shall be punished with imprisonment of one to six years.”',
    es: 'Código Penal, artículo 000 (inventado para capacitación): «Quien, sin derecho y mediante un sistema informático, realice los actos descritos en este capítulo será sancionado con prisión de uno a seis años.»',
    pt: 'Código Penal, artigo 000 (inventado para treinamento): “Quem, sem direito e por meio de sistema informático, praticar os atos descritos neste capítulo será punido com reclusão de um a seis anos.”',
    fr: 'Code pénal, article 000 (inventé pour la formation) : « Quiconque, sans droit et au moyen d’un système informatique, commet les actes décrits au présent chapitre est puni d’un emprisonnement d’un à six ans. »',
  },
  penalty: {
    en: 'Imprisonment of up to six years',
    es: 'Prisión de hasta seis años',
    pt: 'Reclusão de até seis anos',
    fr: 'Six ans d’emprisonnement au plus',
  },
  custodian: {
    en: '{provider}, contact for authorities: legal@{service}. The company is invented.',
    es: '{provider}, contacto para autoridades: legal@{service}. La empresa es inventada.',
    pt: '{provider}, contato para autoridades: legal@{service}. A empresa é inventada.',
    fr: '{provider}, contact pour les autorités : legal@{service}. La société est inventée.',
  },
  urgent: {
    en: 'The data that identify the user are about to be overwritten: the retention period ends within a few weeks.',
    es: 'Los datos que identifican al usuario están por sobrescribirse: el plazo de retención vence en pocas semanas.',
    pt: 'Os dados que identificam o usuário estão prestes a ser sobrescritos: o prazo de guarda termina em poucas semanas.',
    fr: 'Les données qui identifient l’utilisateur vont être écrasées : le délai de conservation expire dans quelques semaines.',
  },
  emergency: {
    en: 'A child is in contact with the user and a meeting is being arranged for the coming days. Identifying the connection is the only way known to find the child in time.',
    es: 'Una persona menor está en contacto con el usuario y se prepara un encuentro en los próximos días. Identificar la conexión es el único medio conocido para hallarla a tiempo.',
    pt: 'Uma criança está em contato com o usuário e um encontro está sendo preparado para os próximos dias. Identificar a conexão é o único meio conhecido de encontrá-la a tempo.',
    fr: 'Un enfant est en contact avec l’utilisateur et une rencontre se prépare dans les prochains jours. Identifier la connexion est le seul moyen connu de le trouver à temps.',
  },
  confidentiality_reason: {
    en: 'The persons concerned do not know of the investigation and could delete the data.',
    es: 'Las personas concernidas desconocen la investigación y podrían borrar los datos.',
    pt: 'As pessoas envolvidas desconhecem a investigação e poderiam apagar os dados.',
    fr: 'Les personnes concernées ignorent l’enquête et pourraient effacer les données.',
  },
  signatory_capacity: {
    en: 'Head of the central authority',
    es: 'Jefatura de la autoridad central',
    pt: 'Chefia da autoridade central',
    fr: 'Direction de l’autorité centrale',
  },
  domestic_basis: {
    en: 'Order of the investigating judge (annex 1), under article 000 of the Code of Criminal Procedure (invented for training).',
    es: 'Resolución del juez de garantías (anexo 1), con base en el artículo 000 del Código Procesal Penal (inventado para capacitación).',
    pt: 'Decisão judicial (anexo 1), com base no artigo 000 do Código de Processo Penal (inventado para treinamento).',
    fr: 'Ordonnance du juge d’instruction (annexe 1), sur le fondement de l’article 000 du Code de procédure pénale (inventé pour la formation).',
  },
  limitation: {
    en: 'Not before eight years from the facts',
    es: 'No antes de ocho años desde los hechos',
    pt: 'Não antes de oito anos a contar dos fatos',
    fr: 'Pas avant huit ans à compter des faits',
  },
  dual: {
    en: '{conduct} This conduct is punishable under the law of the requesting State and, as far as this authority can see, under that of the requested State.',
    es: '{conduct} Esta conducta es punible según el derecho del Estado requirente y, hasta donde esta autoridad puede apreciar, según el del Estado requerido.',
    pt: '{conduct} Essa conduta é punível segundo o direito do Estado requerente e, até onde esta autoridade pode verificar, segundo o do Estado requerido.',
    fr: '{conduct} Ce comportement est punissable selon le droit de l’État requérant et, pour autant que la présente autorité puisse en juger, selon celui de l’État requis.',
  },
  purpose: {
    en: 'To identify the user of the account and to prove at trial who committed the acts described.',
    es: 'Identificar al usuario de la cuenta y probar en juicio quién cometió los hechos descritos.',
    pt: 'Identificar o usuário da conta e provar em juízo quem praticou os fatos descritos.',
    fr: 'Identifier l’utilisateur du compte et prouver au procès qui a commis les faits décrits.',
  },
  needed: {
    en: 'Only the provider holds these data. Inquiries within the requesting State have been exhausted.',
    es: 'Solo el proveedor posee estos datos. Se agotaron las diligencias en el Estado requirente.',
    pt: 'Só o provedor detém esses dados. As diligências no Estado requerente se esgotaram.',
    fr: 'Seul le fournisseur détient ces données. Les recherches dans l’État requérant sont épuisées.',
  },
  delivery: {
    en: 'Original files with their SHA-256 hashes, encrypted, over the secure channel of the central authorities.',
    es: 'Archivos originales con sus resúmenes SHA-256, cifrados, por el canal seguro de las autoridades centrales.',
    pt: 'Arquivos originais com seus resumos SHA-256, criptografados, pelo canal seguro das autoridades centrais.',
    fr: 'Fichiers originaux avec leurs empreintes SHA-256, chiffrés, par le canal sécurisé des autorités centrales.',
  },
  special_procedure_text: {
    en: 'A signed certificate of the person responsible for the records, stating how they were made and kept, so that the courts of the requesting State may admit them.',
    es: 'Certificado firmado por la persona responsable de los registros sobre cómo se generaron y conservaron, para que los tribunales del Estado requirente puedan admitirlos.',
    pt: 'Certificado assinado pela pessoa responsável pelos registros sobre como foram gerados e guardados, para que os tribunais do Estado requerente possam admiti-los.',
    fr: 'Attestation signée de la personne responsable des enregistrements, indiquant comment ils ont été produits et conservés, afin que les juridictions de l’État requérant puissent les admettre.',
  },
  deadline_reason: {
    en: 'A hearing on the charges is expected shortly after this date.',
    es: 'Poco después de esta fecha se prevé una audiencia sobre la acusación.',
    pt: 'Pouco depois dessa data, prevê-se audiência sobre a acusação.',
    fr: 'Une audience sur l’accusation est attendue peu après cette date.',
  },
  annexes: {
    en: 'Annex 1: order of the judge.\nAnnex 2: provisions quoted.',
    es: 'Anexo 1: resolución judicial.\nAnexo 2: disposiciones citadas.',
    pt: 'Anexo 1: decisão judicial.\nAnexo 2: dispositivos citados.',
    fr: 'Annexe 1 : ordonnance du juge.\nAnnexe 2 : dispositions citées.',
  },
  subscriber: {
    en: 'Name, address, telephone and e-mail given at registration, means of payment, and date and address of registration of the user of each line.',
    es: 'Nombre, domicilio, teléfono y correo indicados al registrarse, medio de pago, y fecha y dirección de registro del usuario de cada línea.',
    pt: 'Nome, endereço, telefone e e-mail informados no cadastro, meio de pagamento, e data e endereço de cadastro do usuário de cada linha.',
    fr: 'Nom, adresse, téléphone et courriel donnés à l’inscription, moyen de paiement, date et adresse d’inscription de l’utilisateur de chaque ligne.',
  },
  traffic: {
    en: 'Sign-in log of the account for the period given, with addresses, source ports and times in UTC.',
    es: 'Registro de accesos de la cuenta en el período indicado, con direcciones, puertos de origen y horas en UTC.',
    pt: 'Registro de acessos da conta no período indicado, com endereços, portas de origem e horários em UTC.',
    fr: 'Journal des connexions du compte pour la période indiquée, avec adresses, ports source et heures en UTC.',
  },
} as const satisfies Record<string, Prose>;

const organisations: Prose = {
  en: 'Central Authority, {state} (demonstration)',
  es: 'Autoridad Central, {state} (demostración)',
  pt: 'Autoridade Central, {state} (demonstração)',
  fr: 'Autorité centrale, {state} (démonstration)',
};
const prosecutors: Prose = {
  en: 'Specialised Cybercrime Prosecution Unit (demonstration)',
  es: 'Fiscalía Especializada en Ciberdelincuencia (demostración)',
  pt: 'Promotoria Especializada em Crimes Cibernéticos (demonstração)',
  fr: 'Parquet spécialisé en cybercriminalité (démonstration)',
};
const functions: Prose = {
  en: 'Officer on duty',
  es: 'Responsable de turno',
  pt: 'Plantonista',
  fr: 'Agent de permanence',
};
const hours: Prose = { en: '24 hours a day', es: 'las 24 horas', pt: '24 horas por dia', fr: '24 heures sur 24' };
const directs: Prose = {
  en: 'Directs criminal investigations',
  es: 'Dirige investigaciones penales',
  pt: 'Dirige investigações criminais',
  fr: 'Dirige les enquêtes pénales',
};
const people: Prose = { en: 'Alex Sample', es: 'Alex Ejemplo', pt: 'Alex Exemplo', fr: 'Alex Exemple' };
const signatories: Prose = { en: 'Maria Specimen', es: 'María Modelo', pt: 'Maria Modelo', fr: 'Marie Modèle' };
const unknown: Prose = {
  en: 'Unknown person',
  es: 'Persona desconocida',
  pt: 'Pessoa desconhecida',
  fr: 'Personne inconnue',
};

/** The day `days` after a day, both `YYYY-MM-DD`. */
function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Offset of a zone on a day, `±HH:MM`. */
function offsetOn(day: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    new Date(`${day}T12:00:00Z`),
  );
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+00:00' : name.slice(3);
}

const two = (value: number): string => String(value).padStart(2, '0');

export interface ExampleOptions {
  /** language the form is written in */
  lang: Language;
  /** any whole number from 0: the story is `seed` modulo 6, the details vary with it */
  seed?: number;
  requesting?: ParticipantCode;
  requested?: ParticipantCode;
  /** `YYYY-MM-DD`; the facts lie three to eight weeks before it, dates to come after it */
  today?: string;
}

export interface ExampleForm {
  story: string;
  form: FormValues;
  /** every translatable answer in the other three languages */
  translations: Translations;
}

/** How many stories there are. */
export const exampleStories: number = stories.length;

/**
 * A complete form without errors under ETS185, OAS-A55, UNCAC and RECIPROCITY. The same arguments give the same form.
 * Throws RangeError on an unknown State code.
 */
export function exampleForm(kind: Kind, options: ExampleOptions): ExampleForm {
  const { lang, seed = 0, requesting = 'BRA', requested = 'CHL', today = '2026-11-21' } = options;
  const n = Math.abs(Math.trunc(seed));
  const story = stories[n % stories.length]!;
  const day = addDays(today, -21 - ((n * 7) % 35));
  const offset = offsetOn(day, zoneOf(requesting));
  const start = `${day}T${two(6 + (n % 15))}:${two((n * 13) % 60)}:${two((n * 29) % 60)}`;

  const address: IdentifierValue = {
    type: 'ipv4',
    value: `${['203.0.113', '198.51.100', '192.0.2'][n % 3]}.${1 + ((n * 37) % 254)}`,
    port: 49_152 + ((n * 977) % 16_000),
    from: start,
    offset,
    categories: ['SUBSCRIBER', 'TRAFFIC'],
  };
  const value = story.account(n % 90);
  const account: IdentifierValue = {
    type: value.startsWith('/') ? 'cloud_object' : value.includes('@') ? 'email' : 'account',
    value,
    ...(value.includes('@') ? {} : { qualifier: story.service }),
    from: addDays(day, -14),
    to: addDays(day, 3),
    offset,
    categories: ['SUBSCRIBER', 'TRAFFIC', 'CONTENT'],
  };

  const fill = (prose: Prose, language: Language): string =>
    prose[language]
      .replace('{day}', dayInWords(day, language))
      .replace('{provider}', story.provider)
      .replace('{service}', story.service)
      .replace('{conduct}', story.conduct[language]);

  const authorityOf = (state: ParticipantCode, language: Language): AuthorityValue => ({
    organisation: organisations[language].replace('{state}', stateName(state, language)),
    person: people[language],
    function: functions[language],
    phone: '+1 555 010 0142',
    email: `turno@${state.toLowerCase()}.example`,
    office_hours: hours[language],
    zone: `UTC${offsetOn(today, zoneOf(state)).replace('-', '−')}`,
  });

  const reason = story.urgency === 'emergency' ? common.emergency : common.urgent;
  /** every translatable answer, in every language */
  const prose: Record<string, Prose> = {
    ...(story.offences.includes('OTHER') ? { offence_other: common.offence_other } : {}),
    provisions: common.provisions,
    penalty: common.penalty,
    facts: story.facts,
    relation: story.relation,
    ...(story.urgency === 'ordinary' ? {} : { urgency_reason: reason }),
    confidentiality_reason: common.confidentiality_reason,
    signatory_capacity: common.signatory_capacity,
    ...(kind === 'preservation' ? { custodian: common.custodian, necessity: story.necessity } : {}),
    ...(kind === 'information'
      ? { nature: common.nature, conditions: common.conditions, origin: common.origin, purpose: common.usefulness }
      : {}),
    ...(kind === 'consultation' ? { question: common.question } : {}),
    ...(kind !== 'evidence'
      ? {}
      : {
          domestic_basis: common.domestic_basis,
          limitation: common.limitation,
          dual_criminality: common.dual,
          originating_act: story.originating_act,
          purpose: common.purpose,
          necessity: common.needed,
          delivery: common.delivery,
          special_procedure_text: common.special_procedure_text,
          deadline_reason: common.deadline_reason,
          annexes: common.annexes,
          'measures.0.description': common.subscriber,
          'measures.1.description': common.traffic,
        }),
  };

  const caseNumber = `INV-${100 + n}/${today.slice(0, 4)}`;
  const form: FormValues = {
    own_reference: `DEMO ${1000 + n}/${today.slice(0, 4)}`,
    request_status: 'new',
    requested_authority: { organisation: authorityOf(requested, lang).organisation },
    requesting_authority: authorityOf(requesting, lang),
    reciprocity_offered: true,
    offences: [...story.offences],
    urgency: story.urgency,
    confidential: true,
    do_not_notify_user: true,
    signatory_name: signatories[lang],
  };
  for (const [name, texts] of Object.entries(prose)) if (!name.includes('.')) form[name] = fill(texts, lang);

  if (kind === 'preservation') {
    form.identifiers = [address, account];
    form.expedited_disclosure = n % 2 === 0;
    form.period_days = 90;
    form.follow_up = true;
    form.follow_up_date = addDays(today, 45);
    form.follow_up_measures = ['subscriber_production', 'traffic_production', 'content_production'];
    form.prosecution = { organisation: prosecutors[lang] };
    form.prosecution_reference = caseNumber;
  } else if (kind === 'information') {
    form.handling = n % 3 === 2 ? 'free' : 'conditions';
    form.identifiers = [address, account];
  } else if (kind === 'consultation') {
    form.intended = n % 2 === 0 ? 'evidence' : 'preservation';
  } else {
    const { categories: _, ...line } = address;
    const { categories: __, ...box } = account;
    const measures: MeasureValue[] = [
      {
        type: 'subscriber_production',
        category: 'SUBSCRIBER',
        provider: story.provider,
        description: fill(common.subscriber, lang),
        identifiers: [line, box],
        certificate: true,
      },
      {
        type: 'traffic_production',
        category: 'TRAFFIC',
        provider: story.provider,
        description: fill(common.traffic, lang),
        identifiers: [box],
        certificate: true,
      },
    ];
    form.measures = measures;
    form.competent_authority = { organisation: prosecutors[lang], function: directs[lang] };
    form.competent_authority_reference = caseNumber;
    form.proceeding_stage = 'investigation';
    form.persons = [{ name: unknown[lang], aliases: value, status: 'suspect' }];
    form.special_procedure = 'requested';
    form.deadline = addDays(today, 120);
  }

  // What a kind does not ask is not said in its example.
  for (const name of Object.keys(form)) if (!fieldOf(kind, name)) delete form[name];

  const translations: Translations = {};
  for (const language of languages) {
    if (language === lang) continue;
    translations[language] = Object.fromEntries(
      translationKeys(kind, form).flatMap((key) => (prose[key] ? [[key, fill(prose[key], language)]] : [])),
    );
  }
  return { story: story.name, form, translations };
}
