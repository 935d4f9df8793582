import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { KnownService } from '@/lib/schemas/service-page'
import { PageHeading } from '../account/page-heading'
import { useFrameWords } from '../profile/profile-errors'
import { NameForm } from './name-form'
import { useServiceErrors } from './service-words'

type NameEditorProps = { known: KnownService; action: Action<{ service: number }>; intent: string; brandName: string }

/** What an account calls a service, for itself. */
export function NameEditor({ known: { service, nickname }, brandName, ...submission }: NameEditorProps) {
  const t = useTranslations('serviceName')
  const title = t('title')
  return (
    <div className="max-w-[40rem]">
      <NameForm
        {...submission}
        stored={{ service: String(service.id), name: nickname, version: nickname }}
        words={{
          ...useFrameWords(title, brandName),
          name: t('name'),
          hint: t('hint', { product: service.name }),
          submit: t('submit'),
          saving: t('saving'),
        }}
        errors={useServiceErrors()}
        heading={
          <PageHeading title={title} back={{ href: `/services/${service.id}`, label: t('back') }} intro={t('intro')} />
        }
      />
    </div>
  )
}
