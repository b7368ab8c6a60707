/**
 * Names of state bodies and posts as the state itself translates them. English: annex of Circular 03/2009/TT-BNG. French has no such list;
 * these are the forms that Vietnamese missions use. Looked up by the whole text; what is longer is put together from its known parts.
 */
import type { TranslationLanguage } from '../../domain/record.ts'

const names: Readonly<Record<string, Readonly<Record<TranslationLanguage, string>>>> = {
  'Bộ Nội vụ': { en: 'Ministry of Home Affairs', fr: 'Ministère de l’Intérieur' },
  'Bộ Ngoại giao': { en: 'Ministry of Foreign Affairs', fr: 'Ministère des Affaires étrangères' },
  'Bộ Tài chính': { en: 'Ministry of Finance', fr: 'Ministère des Finances' },
  'Bộ Tư pháp': { en: 'Ministry of Justice', fr: 'Ministère de la Justice' },
  'Văn phòng Chính phủ': { en: 'Office of the Government', fr: 'Cabinet du gouvernement' },
  'Vụ Hợp tác quốc tế': { en: 'Department of International Cooperation', fr: 'Département de la Coopération internationale' },
  'Vụ Tổ chức cán bộ': { en: 'Department of Personnel and Organisation', fr: 'Département du Personnel et de l’Organisation' },
  'Vụ Pháp chế': { en: 'Department of Legal Affairs', fr: 'Département des Affaires juridiques' },
  'Văn phòng Bộ': { en: 'Ministry Office', fr: 'Cabinet du ministère' },
  'Thanh tra Bộ': { en: 'Ministry Inspectorate', fr: 'Inspection du ministère' },
  'Bộ trưởng': { en: 'Minister', fr: 'Ministre' },
  'Bộ trưởng Bộ Nội vụ': { en: 'Minister of Home Affairs', fr: 'Ministre de l’Intérieur' },
  'Thứ trưởng': { en: 'Deputy Minister', fr: 'Vice-ministre' },
  'Thứ trưởng Bộ Nội vụ': { en: 'Deputy Minister of Home Affairs', fr: 'Vice-ministre de l’Intérieur' },
  'Vụ trưởng': { en: 'Director General', fr: 'Directeur général' },
  'Phó Vụ trưởng': { en: 'Deputy Director General', fr: 'Directeur général adjoint' },
  'Cục trưởng': { en: 'Director General', fr: 'Directeur général' },
  'Phó Cục trưởng': { en: 'Deputy Director General', fr: 'Directeur général adjoint' },
  'Trưởng phòng': { en: 'Head of Division', fr: 'Chef de division' },
  'Phó Trưởng phòng': { en: 'Deputy Head of Division', fr: 'Chef adjoint de division' },
  'Chuyên viên cao cấp': { en: 'Senior Official', fr: 'Agent principal' },
  'Chuyên viên chính': { en: 'Principal Official', fr: 'Agent supérieur' },
  'Chuyên viên': { en: 'Official', fr: 'Agent' },
  'Đại sứ': { en: 'Ambassador', fr: 'Ambassadeur' },
  'Hà Nội': { en: 'Ha Noi', fr: 'Hanoï' },
  'Thành phố Hồ Chí Minh': { en: 'Ho Chi Minh City', fr: 'Hô-Chi-Minh-Ville' },
  'Phiên dịch': { en: 'Interpreter', fr: 'Interprète' }
}

/** Null where no list says. "Vụ trưởng Vụ Hợp tác quốc tế" and "Thứ trưởng, Bộ Nội vụ" are found by their two parts. */
export function officialName(text: string, language: TranslationLanguage): string | null {
  const whole = names[text]?.[language]
  if (whole) return whole
  const parts = text.split(/,\s*/)
  if (parts.length > 1) {
    const found = parts.map((part) => officialName(part, language))
    return found.includes(null) ? null : found.join(', ')
  }
  const post = Object.keys(names)
    .filter((name) => text.startsWith(`${name} `))
    .sort((a, b) => b.length - a.length)[0]
  const body = post && names[text.slice(post.length + 1)]?.[language]
  return post && body ? `${names[post]?.[language]}, ${body}` : null
}
