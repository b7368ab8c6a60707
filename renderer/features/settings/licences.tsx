/** Whose work this program is made of: packages and fonts with their licences, as they were delivered. */
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { useWords } from '../../app/use-words.ts'
import { Section } from '../../components/section.tsx'

const licencesSchema = z.array(z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() }))
type Licences = z.infer<typeof licencesSchema>

async function readLicences(): Promise<Licences> {
  const answer = await fetch(new URL('licences.json', document.baseURI))
  return licencesSchema.parse(await answer.json())
}

export function LicencesSection() {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const [licences, setLicences] = useState<Licences | null>(null)
  useEffect(() => {
    if (isOpen && !licences) void readLicences().then(setLicences)
  }, [isOpen, licences])
  return (
    <Section title={t('settings.licences')}>
      <p className="muted">{t('settings.licencesHint')}</p>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{licences ? t('settings.licencesCount', { n: licences.length }) : t('settings.licencesShow')}</summary>
        <ul className="licences" data-testid="licences">
          {licences?.map(({ name, version, licence, text }) => (
            <li key={`${name} ${version}`}>
              {text === '' ? (
                <p>
                  <strong>{name}</strong> {version} <span className="muted">{licence}</span>
                </p>
              ) : (
                <details>
                  <summary>
                    <strong>{name}</strong> {version} <span className="muted">{licence}</span>
                  </summary>
                  <pre>{text}</pre>
                </details>
              )}
            </li>
          ))}
        </ul>
      </details>
    </Section>
  )
}
