/** What is wrong with the office's own template; the built-in form is used meanwhile. */
import { TriangleAlert } from 'lucide-react'
import { isRemark, type TemplateProblem } from '#shared/documents/apply-template.ts'
import { useWords } from '../use-words.ts'

export function TemplateProblems({ problems }: { problems: readonly TemplateProblem[] }) {
  const { t } = useWords()
  if (problems.length === 0) return null
  const areRemarks = problems.every(isRemark)
  return (
    <div className={`banner ${areRemarks ? 'banner-warn' : 'banner-bad'}`} role="alert" data-testid="template-problems">
      <p>
        <TriangleAlert size={15} aria-hidden="true" /> {t(areRemarks ? 'templates.remarks' : 'templates.broken')}
      </p>
      <ul>
        {problems.map(({ fault, field, said }) => (
          <li key={`${fault} ${field} ${said}`}>
            {t(`templates.fault.${fault}`, { said, field: t(`templates.field.${field}`) })}
          </li>
        ))}
      </ul>
    </div>
  )
}
