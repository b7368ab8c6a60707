/** The fixed words of papers that are handed to the other side, in each language they are made in. */
import { eventKindText, inferredText, ownerText, partOfDayText, roleText, unknownText } from '../wording.ts'
import type { DocumentLanguage } from './translator.ts'

export interface Phrases {
  readonly unknown: string
  readonly inferred: string
  readonly from: string
  readonly until: string
  readonly place: string
  readonly programme: string
  readonly memberList: string
  readonly minutes: string
  readonly regarding: string
  readonly time: string
  readonly destination: string
  readonly day: (number: number, weekday: string, date: string) => string
  readonly weekdays: readonly string[]
  readonly noDay: string
  readonly hanoiTime: (clock: string) => string
  readonly content: string
  readonly venue: string
  readonly counterpart: string
  readonly mayChange: string
  readonly number: string
  readonly name: string
  readonly post: string
  readonly unit: string
  readonly role: string
  readonly headCount: (count: number) => string
  readonly headCountUnknown: string
  readonly attended: string
  readonly vietnamSide: string
  readonly partnerSide: string
  readonly bothSides: string
  readonly discussed: string
  readonly nothingWritten: string
  readonly agreed: string
  readonly commitments: string
  readonly due: string
  readonly ended: (clock: string, date: string) => string
  readonly forVietnam: string
  readonly forPartner: string
  readonly madeIn: (languages: readonly string[]) => string
  readonly languageNames: Readonly<Record<DocumentLanguage, string>>
  readonly thanks: (ministry: string, meeting: string, date: string) => string
  readonly agreedPoints: string
  readonly lookForward: string
  readonly invitation: (ministry: string, date: string) => string
  readonly contact: (unit: string) => string
  readonly followUp: (ministry: string, title: string) => string
  readonly regards: (ministry: string) => string
  readonly subjects: { readonly thanks: string; readonly invitation: string; readonly followUp: string }
  readonly roles: Readonly<Record<string, string>>
  readonly eventKinds: Readonly<Record<string, string>>
  readonly partsOfDay: Readonly<Record<string, string>>
  readonly owners: Readonly<Record<string, string>>
}

const vi: Phrases = {
  unknown: unknownText,
  inferred: inferredText,
  from: 'từ',
  until: 'đến',
  place: 'Hà Nội',
  programme: 'CHƯƠNG TRÌNH',
  memberList: 'DANH SÁCH ĐOÀN',
  minutes: 'BIÊN BẢN',
  regarding: 'V/v',
  time: 'Thời gian',
  destination: 'Nơi đến',
  day: (number, weekday, date) => `Ngày thứ ${number}: ${weekday}, ${date}`,
  weekdays: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  noDay: 'Hoạt động chưa có ngày cụ thể',
  hanoiTime: (clock) => `(Hà Nội ${clock})`,
  content: 'Nội dung',
  venue: 'Địa điểm',
  counterpart: 'Phía bạn',
  mayChange: 'Chương trình có thể thay đổi theo thực tế.',
  number: 'STT',
  name: 'Họ và tên',
  post: 'Chức vụ',
  unit: 'Đơn vị',
  role: 'Vai trò',
  headCount: (count) => `Đoàn có ${count} người.`,
  headCountUnknown: 'Tổng số thành viên của đoàn chưa được ghi.',
  attended: 'Thành phần tham dự',
  vietnamSide: 'Phía Việt Nam',
  partnerSide: 'Phía bạn',
  bothSides: 'Hai bên',
  discussed: 'Nội dung trao đổi',
  nothingWritten: 'Chưa ghi nội dung.',
  agreed: '[đã thống nhất]',
  commitments: 'Cam kết',
  due: 'thời hạn',
  ended: (clock, date) => `Buổi làm việc kết thúc${clock ? ` vào ${clock}` : ''}, ${date}.`,
  forVietnam: 'ĐẠI DIỆN PHÍA VIỆT NAM',
  forPartner: 'ĐẠI DIỆN PHÍA BẠN',
  madeIn: (languages) =>
    `Biên bản được lập thành hai bản, mỗi bản bằng ${languages.join(' và ')}, các văn bản có giá trị như nhau./.`,
  languageNames: { vi: 'tiếng Việt', en: 'tiếng Anh', fr: 'tiếng Pháp' },
  thanks: (ministry, meeting, date) => `${ministry} trân trọng cảm ơn Quý vị đã dành thời gian cho “${meeting}” (${date}).`,
  agreedPoints: 'Chúng tôi ghi nhận hai bên đã thống nhất các nội dung sau:',
  lookForward: 'Chúng tôi mong tiếp tục nhận được sự hợp tác của Quý vị.',
  invitation: (ministry, date) =>
    `Tiếp nối trao đổi giữa hai bên, ${ministry} trân trọng mời Quý vị thăm và làm việc tại Việt Nam${date ? ` (${date})` : ' vào thời gian thuận tiện cho hai bên'}.`,
  contact: (unit) => `${unit} là đầu mối trao đổi về thời gian và chương trình.`,
  followUp: (ministry, title) => `${ministry} xin trao đổi về việc thực hiện nội dung: “${title}”.`,
  regards: (ministry) => `${ministry} trân trọng cảm ơn./.`,
  subjects: {
    thanks: 'cảm ơn sau buổi làm việc',
    invitation: 'mời thăm và làm việc',
    followUp: 'thực hiện nội dung đã thống nhất'
  },
  roles: roleText,
  eventKinds: eventKindText,
  partsOfDay: partOfDayText,
  owners: ownerText
}

const en: Phrases = {
  unknown: 'to be confirmed',
  inferred: '(inferred)',
  from: 'from',
  until: 'until',
  place: 'Ha Noi',
  programme: 'PROGRAMME',
  memberList: 'LIST OF THE DELEGATION',
  minutes: 'MINUTES',
  regarding: 'Re:',
  time: 'Dates',
  destination: 'Destination',
  day: (number, weekday, date) => `Day ${number}: ${weekday}, ${date}`,
  weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  noDay: 'Activities whose day is to be confirmed',
  hanoiTime: (clock) => `(Ha Noi ${clock})`,
  content: 'Activity',
  venue: 'Venue',
  counterpart: 'Host',
  mayChange: 'The programme may be subject to change.',
  number: 'No.',
  name: 'Full name',
  post: 'Position',
  unit: 'Organisation',
  role: 'Role',
  headCount: (count) => `The delegation consists of ${count} ${count === 1 ? 'person' : 'people'}.`,
  headCountUnknown: 'The size of the delegation is to be confirmed.',
  attended: 'Participants',
  vietnamSide: 'Vietnamese side',
  partnerSide: 'Partner side',
  bothSides: 'Both sides',
  discussed: 'Matters discussed',
  nothingWritten: 'Nothing has been recorded.',
  agreed: '[agreed]',
  commitments: 'Commitments',
  due: 'due',
  ended: (clock, date) => `The meeting ended${clock ? ` at ${clock}` : ''} on ${date}.`,
  forVietnam: 'FOR THE VIETNAMESE SIDE',
  forPartner: 'FOR THE PARTNER SIDE',
  madeIn: (languages) => `Done in two copies, each in ${languages.join(' and ')}, all texts being equally authentic.`,
  languageNames: { vi: 'Vietnamese', en: 'English', fr: 'French' },
  thanks: (ministry, meeting, date) =>
    `The ${ministry} of Viet Nam would like to thank you for the time you gave to “${meeting}” (${date}).`,
  agreedPoints: 'We have noted that both sides agreed on the following:',
  lookForward: 'We look forward to continuing our cooperation.',
  invitation: (ministry, date) =>
    `Further to our exchanges, the ${ministry} of Viet Nam has the honour to invite you to visit Viet Nam${date ? ` (${date})` : ' at a time convenient to both sides'}.`,
  contact: (unit) => `The ${unit} is at your disposal for the dates and the programme.`,
  followUp: (ministry, title) => `The ${ministry} of Viet Nam wishes to follow up on the following matter: “${title}”.`,
  regards: (ministry) => `Please accept the assurances of the highest consideration of the ${ministry} of Viet Nam.`,
  subjects: { thanks: 'letter of thanks', invitation: 'invitation to visit Viet Nam', followUp: 'follow-up to what was agreed' },
  roles: {
    head: 'Head of delegation',
    deputy: 'Deputy head',
    member: 'Member',
    accompanying: 'Accompanying',
    interpreter: 'Interpreter'
  },
  eventKinds: {
    talks: 'Talks',
    'working-session': 'Working session',
    'courtesy-call': 'Courtesy call',
    visit: 'Visit',
    ceremony: 'Ceremony',
    signing: 'Signing ceremony',
    reception: 'Reception',
    embassy: 'Meeting at the Embassy of Viet Nam',
    diaspora: 'Meeting with the Vietnamese community',
    conference: 'Conference'
  },
  partsOfDay: { morning: 'morning', afternoon: 'afternoon', evening: 'evening' },
  owners: { vn: 'Vietnamese side', partner: 'partner side', both: 'both sides', embassy: 'Vietnamese mission' }
}

const fr: Phrases = {
  unknown: 'à confirmer',
  inferred: '(déduit)',
  from: 'à partir du',
  until: 'jusqu’au',
  place: 'Hanoï',
  programme: 'PROGRAMME',
  memberList: 'COMPOSITION DE LA DÉLÉGATION',
  minutes: 'PROCÈS-VERBAL',
  regarding: 'Objet :',
  time: 'Dates',
  destination: 'Destination',
  day: (number, weekday, date) => `Jour ${number} : ${weekday} ${date}`,
  weekdays: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  noDay: 'Activités dont le jour reste à confirmer',
  hanoiTime: (clock) => `(Hanoï ${clock})`,
  content: 'Activité',
  venue: 'Lieu',
  counterpart: 'Hôte',
  mayChange: 'Le programme est susceptible de modifications.',
  number: 'N°',
  name: 'Nom et prénom',
  post: 'Fonction',
  unit: 'Organisme',
  role: 'Rôle',
  headCount: (count) => `La délégation compte ${count} ${count === 1 ? 'personne' : 'personnes'}.`,
  headCountUnknown: 'Le nombre de membres de la délégation reste à confirmer.',
  attended: 'Participants',
  vietnamSide: 'Partie vietnamienne',
  partnerSide: 'Partie partenaire',
  bothSides: 'Les deux parties',
  discussed: 'Points abordés',
  nothingWritten: 'Aucun point n’a été consigné.',
  agreed: '[convenu]',
  commitments: 'Engagements',
  due: 'échéance',
  ended: (clock, date) => `La séance a été levée${clock ? ` à ${clock}` : ''}, le ${date}.`,
  forVietnam: 'POUR LA PARTIE VIETNAMIENNE',
  forPartner: 'POUR LA PARTIE PARTENAIRE',
  madeIn: (languages) => `Fait en deux exemplaires, chacun en ${languages.join(' et en ')}, les textes faisant également foi.`,
  languageNames: { vi: 'vietnamien', en: 'anglais', fr: 'français' },
  thanks: (ministry, meeting, date) =>
    `Le ${ministry} du Viet Nam vous remercie du temps que vous avez bien voulu consacrer à « ${meeting} » (${date}).`,
  agreedPoints: 'Nous prenons note de ce dont les deux parties sont convenues :',
  lookForward: 'Nous nous réjouissons de poursuivre notre coopération.',
  invitation: (ministry, date) =>
    `À la suite de nos échanges, le ${ministry} du Viet Nam a l’honneur de vous inviter à effectuer une visite au Viet Nam${date ? ` (${date})` : ' à une date convenant aux deux parties'}.`,
  contact: (unit) => `Le ${unit} se tient à votre disposition pour les dates et le programme.`,
  followUp: (ministry, title) => `Le ${ministry} du Viet Nam souhaite donner suite au point suivant : « ${title} ».`,
  regards: (ministry) => `Le ${ministry} du Viet Nam vous prie d’agréer l’assurance de sa haute considération.`,
  subjects: {
    thanks: 'remerciements',
    invitation: 'invitation à visiter le Viet Nam',
    followUp: 'suite donnée à ce qui a été convenu'
  },
  roles: {
    head: 'Chef de délégation',
    deputy: 'Chef adjoint',
    member: 'Membre',
    accompanying: 'Accompagnant',
    interpreter: 'Interprète'
  },
  eventKinds: {
    talks: 'Entretien',
    'working-session': 'Séance de travail',
    'courtesy-call': 'Visite de courtoisie',
    visit: 'Visite',
    ceremony: 'Cérémonie',
    signing: 'Cérémonie de signature',
    reception: 'Réception',
    embassy: 'Rencontre à l’ambassade du Viet Nam',
    diaspora: 'Rencontre avec la communauté vietnamienne',
    conference: 'Conférence'
  },
  partsOfDay: { morning: 'matin', afternoon: 'après-midi', evening: 'soir' },
  owners: { vn: 'partie vietnamienne', partner: 'partie partenaire', both: 'les deux parties', embassy: 'mission vietnamienne' }
}

const all: Readonly<Record<DocumentLanguage, Phrases>> = { vi, en, fr }
export const phrasesOf = (language: DocumentLanguage): Phrases => all[language]
